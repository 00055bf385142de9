import type { Statement } from '../../sql';

/**
 * A full backup of the whole cluster. This line's statement names neither tenants nor a destination:
 * every tenant is taken along, to where the current archive round goes (SQL reference, BACKUP).
 */
export function fullBackup(): Statement {
  const text = 'ALTER SYSTEM BACKUP DATABASE';
  return { text, maskedText: text, danger: 'starting', effect: 'startFullBackup', tenantNames: [] };
}
