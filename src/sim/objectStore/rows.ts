export interface Container {
  /** `account/container`. */
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  metadata: Record<string, string>;
  readonly createdAt: string;
}

export interface StoredObject {
  /** `account/container/object`. */
  readonly id: string;
  readonly containerId: string;
  readonly name: string;
  readonly text: string;
  readonly createdAt: string;
  /** A test's wish: what its deletion is answered with, `503 Service Unavailable`. */
  refuses?: string;
}

/** How the object store is set up. */
export interface ObjectStoreSettings {
  /** Names in one bulk deletion (max_deletes_per_request); 0: the middleware is not installed. */
  bulkLimit: number;
}
