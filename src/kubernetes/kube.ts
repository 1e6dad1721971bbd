/** A kind of object by its place in the API. Which version of its group a server prefers is asked of the server. */
export interface ApiKind {
  /** Empty for the core group. */
  readonly group: string;
  /** Lower-case plural, as in paths: `persistentvolumes`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** An object as the API shows it. What stands in `spec` and `status` is read by whoever asks, with a shape of its own. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[];
    /** Who wrote which field; read by whoever asks, with a shape of its own. */
    readonly managedFields?: unknown;
  };
  readonly spec?: unknown;
  readonly status?: unknown;
  /** StorageClasses and VolumeSnapshotClasses. */
  readonly parameters?: unknown;
  /** ConfigMaps and Secrets. */
  readonly data?: Readonly<Record<string, string>>;
}

/** An object to be applied: the fields that are ours. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** One object by name. */
export interface ObjectRef {
  readonly name: string;
  readonly namespace?: string | undefined;
}

export interface Where {
  /** Without it: all namespaces. */
  readonly namespace?: string;
  /** A label selector, such as `cluster.x-k8s.io/cluster-name=c1`. */
  readonly labels?: string;
}

/** What a watch tells: everything that stands when it begins, and again after each disconnect; then what changes. */
export type Seen =
  | { readonly is: 'there'; readonly object: KubeObject }
  | { readonly is: 'gone'; readonly object: KubeObject }
  /** No answer for the time being, and why; the watch goes on trying. */
  | { readonly is: 'silent'; readonly why: string };

/**
 * One Kubernetes API, reached with one kubeconfig and one context of it, named each. All methods throw a KubeError for an
 * answer of 400 and above and for no answer; all end with the signal they were opened with.
 */
export interface Kube {
  /** Address of the server, for messages. */
  readonly server: string;
  /** Whether the server knows the kind. */
  knows(kind: ApiKind): Promise<boolean>;
  /** All objects of a kind; none where the server does not know the kind. */
  list(kind: ApiKind, where?: Where): Promise<readonly KubeObject[]>;
  /** Undefined where there is none, or the server does not know the kind. */
  get(kind: ApiKind, ref: ObjectRef): Promise<KubeObject | undefined>;
  /**
   * Server-side apply as field manager `troika`, by force: whoever holds one of these fields loses it. What belongs to a
   * namespace and names none goes to `default`.
   */
  apply(manifest: Manifest): Promise<KubeObject>;
  /** JSON merge patch. */
  patch(kind: ApiKind, ref: ObjectRef, change: Readonly<Record<string, unknown>>): Promise<KubeObject>;
  /**
   * Asks for a deletion; done when the object is gone, which is for the caller to see. None is a success too.
   * @param only refuses (409) where the object has another uid
   */
  remove(kind: ApiKind, ref: ObjectRef, only?: { readonly uid: string }): Promise<void>;
  /** Tells `seen` of a kind until the signal, over disconnects and expired versions. Never throws. */
  follow(kind: ApiKind, where: Where, seen: (what: Seen) => void): Promise<void>;
  /** The text below a path, such as `/readyz`. */
  text(path: string): Promise<string>;
}
