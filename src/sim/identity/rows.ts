export interface Project {
  readonly id: string;
  readonly name: string;
}

/** A user of one project; Keystone allows more, nobody here needs it. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  readonly projectId: string;
}

export interface Token {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly method: 'password' | 'application_credential' | 'token';
  /** The application credential it came from. */
  readonly credentialId: string | undefined;
  revoked: boolean;
  /** When each service last asked Keystone about it. */
  readonly seen: Map<string, number>;
}

/** An application credential. */
export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly userId: string;
  readonly projectId: string;
  readonly secret: string;
  readonly expiresAt: string | null;
  readonly unrestricted: boolean | null;
}

/** An EC2 credential. */
export interface Ec2Credential {
  readonly access: string;
  readonly secret: string;
  readonly userId: string;
  readonly projectId: string;
}
