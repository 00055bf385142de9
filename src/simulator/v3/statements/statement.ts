/** A statement of the version, as its parser understands it. */
export type Statement =
  | {
      readonly kind: 'minorFreeze';
      /** Empty lists: all of them. */
      readonly tenants: readonly string[];
      readonly servers: readonly string[];
      readonly zone?: string;
    }
  | { readonly kind: 'majorFreeze' }
  | { readonly kind: 'startArchive' }
  | { readonly kind: 'stopArchive' }
  | { readonly kind: 'backupDatabase'; readonly incremental: boolean }
  | { readonly kind: 'backupTenants'; readonly tenants: readonly string[]; readonly destination: string }
  | { readonly kind: 'cancelBackup' }
  | { readonly kind: 'cancelEverything' }
  | { readonly kind: 'setParameters'; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'setEncryption'; readonly password: string }
  | { readonly kind: 'setDecryption'; readonly passwords: readonly string[] }
  /** The version parses it and answers 1235 whatever the state. */
  | { readonly kind: 'unsupported' }
  /** The version carries it out, the simulator does not. */
  | { readonly kind: 'notSimulated'; readonly what: string };

/** `name = value [SERVER = 'ip:port' | ZONE = 'zone']`. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly server?: string;
  readonly zone?: string;
}
