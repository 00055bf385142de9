/** Why a server that accepted the login still cannot be shown; each has a sentence with the way that works. */
export type Refusal =
  | { readonly kind: 'mysql' | 'mariadb' | 'seekdb' | 'unknownServer'; readonly version: string }
  /** OceanBase before 3.1, or a line that is not known. */
  | { readonly kind: 'unsupportedVersion'; readonly version: string }
  /** 3.x keeps backup in `sys` only. */
  | { readonly kind: 'userTenantOf3x'; readonly version: string; readonly tenantName: string }
  /** An Oracle-mode tenant does not speak this protocol's SQL; it is shown and backed up from `sys`. */
  | { readonly kind: 'oracleTenant'; readonly version: string; readonly tenantName: string }
  /** META$ tenants are internal. */
  | { readonly kind: 'metaTenant'; readonly version: string; readonly tenantName: string };
