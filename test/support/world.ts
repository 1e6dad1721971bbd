import type { Demand } from '../../src/model/demand.ts';

/**
 * A project of one's own in some cloud, simulated or real, with a user, an application credential and quota. Everything in
 * it may be made and destroyed; `dispose` leaves nothing of it.
 */
export interface World {
  /** Path of a clouds.yaml with the clouds `test` (unrestricted application credential) and `test-password`. */
  readonly cloudsYaml: string;
  /** The cloud to use in it: `test`. */
  readonly cloud: string;
  readonly projectId: string;
  /** Name of the external network. */
  readonly externalNetwork: string;
  /** Name of an image. */
  readonly image: string;
  /** Name of a flavor with a disk: boots from the image. */
  readonly imageFlavor: string;
  /** Name of a flavor without a disk: boots from a volume. */
  readonly volumeFlavor: string;
  /** Sets the named limits of the project and leaves the others alone. Infinity means no limit. */
  setQuota(partial: Partial<Demand>): Promise<void>;
  /** Removes whatever is left in the project, then the project, and fails when something stays. */
  dispose(): Promise<void>;
}

/** Makes one more project in one and the same cloud. */
export type MakeWorld = () => Promise<World>;
