import * as vscode from 'vscode';
import { hasEnded } from '../../core/jobState';
import type { BackupJob } from '../../core/model/backupJob';
import type { Tenant } from '../../core/model/tenant';
import { archiveFact, archiveIcon } from './archiveFace';
import { cleaningNodes } from './cleaningNodes';
import { jobNode, progressIn, progressText, runningJobs } from './jobNodes';
import { FADED_ICON } from './looks';
import { readingProblems } from './problemNodes';
import { type Scene, userTenants } from './scene';
import { described, FieldList } from './subjectFields';
import type { Icon, TreeNode } from './treeNode';

/** Owner of the jobs that sys starts for several tenants (4.x). */
const SYS_TENANT_ID = 1n;

/** What stands directly under a connected cluster. */
export function clusterSections(scene: Scene): readonly TreeNode[] {
  const { dialect, snapshot } = scene;
  if (dialect.line === 3) {
    return [
      archiveSection(scene, undefined),
      dataSection(scene, undefined),
      ...readingProblems(snapshot.tenants),
    ];
  }
  if (dialect.scope === 'tenant') {
    const own = dialect.identity.tenantId;
    return [archiveSection(scene, own), dataSection(scene, own), ...readingProblems(snapshot.tenants)];
  }
  const jobs = runningJobs(snapshot);
  // of one tenant only, the tenant's own job says it all
  const parents = jobs.filter(
    ({ scope, key, executorTenantIds }) =>
      scope === 'cluster' &&
      (executorTenantIds.length > 1 || !jobs.some(({ parentKey }) => parentKey === key)),
  );
  const tenants = userTenants(snapshot);
  return [
    ...parents.map((job) => jobNode(job, scene)),
    // what sys cleans for its tenants belongs to none of them
    ...cleaningNodes(scene, SYS_TENANT_ID),
    ...tenants.map((tenant) => tenantNode(tenant, scene)),
    ...(snapshot.tenants.known && tenants.length === 0 ? [noTenantsNode()] : []),
    ...readingProblems(snapshot.tenants),
  ];
}

/** The two sections of a tenant. */
export function tenantSections(scene: Scene, tenantId: bigint): readonly TreeNode[] {
  return [archiveSection(scene, tenantId), dataSection(scene, tenantId)];
}

function tenantNode(tenant: Tenant, scene: Scene): TreeNode {
  const job = runningJobOf(scene, tenant.id);
  const normal = tenant.status === undefined || tenant.status === 'NORMAL';
  return {
    ref: { kind: 'tenant', tenantId: tenant.id },
    label: tenant.name,
    description: described(
      tenant.mode === 'ORACLE' ? 'Oracle' : '',
      tenant.role === undefined || tenant.role === 'PRIMARY' ? '' : tenant.role,
      normal ? '' : (tenant.status ?? ''),
      job === undefined
        ? ''
        : vscode.l10n.t('backup {0}', progressText(progressIn(scene.snapshot, job).fraction)),
      archiveFact(scene, tenant.id),
    ),
    icon: tenantIcon(normal, archiveIcon(scene, tenant.id).color, job),
    kind: 'tenant',
    words: ['canBackUp'],
    expandable: 'collapsed',
    subject: {
      title: tenant.name,
      fields: () =>
        new FieldList(scene.snapshot.clock)
          .text(vscode.l10n.t('Tenant'), tenant.name)
          .id(vscode.l10n.t('Tenant id'), tenant.id)
          .text(vscode.l10n.t('Mode'), tenant.mode === 'unknown' ? undefined : tenant.mode)
          .text(vscode.l10n.t('Status'), tenant.status)
          .text(vscode.l10n.t('Role'), tenant.role)
          .text(vscode.l10n.t('Log mode (wanted)'), tenant.logMode)
          .text(vscode.l10n.t('Log archive'), archiveFact(scene, tenant.id)).all,
      origins: [tenant.origin],
      copyableId: `${tenant.id}`,
    },
  };
}

/** What is amiss with the archive colours the tenant; that nothing is archived, like on a new tenant, does not. */
function tenantIcon(normal: boolean, archive: Icon['color'], job: BackupJob | undefined): Icon {
  if (archive === 'problemsErrorIcon.foreground') {
    return { id: 'database', color: 'problemsErrorIcon.foreground' };
  }
  if (!normal || archive === 'problemsWarningIcon.foreground') {
    return { id: 'database', color: 'problemsWarningIcon.foreground' };
  }
  return job === undefined ? { id: 'database' } : { id: 'sync~spin' };
}

function noTenantsNode(): TreeNode {
  return {
    ref: { kind: 'leaf', name: 'noTenants' },
    label: vscode.l10n.t('This cluster has no user tenant'),
    description: '',
    icon: FADED_ICON('info'),
    kind: 'hint',
    expandable: 'none',
  };
}

/** The manuals of both lines agree on the English word only. */
function archiveLabel({ dialect }: Scene): string {
  return dialect.line === 3
    ? vscode.l10n.t({ message: 'Log archive', comment: ['OceanBase 3.x'] })
    : vscode.l10n.t('Log archive');
}

/** "Log archive" with the one fact that people look for. */
function archiveSection(scene: Scene, tenantId: bigint | undefined): TreeNode {
  return {
    ref: { kind: 'archive', tenantId },
    label: archiveLabel(scene),
    description: archiveFact(scene, tenantId),
    icon: archiveIcon(scene, tenantId),
    kind: 'logArchive',
    expandable: 'collapsed',
  };
}

/** "Data backups" on 4.x, "Backup sets" on 3.x. */
function dataSection(scene: Scene, tenantId: bigint | undefined): TreeNode {
  const job = runningJobOf(scene, tenantId);
  const { jobs } = scene.snapshot;
  const unknown = jobs.known ? '' : vscode.l10n.t('running jobs not known');
  return {
    ref: { kind: 'data', tenantId },
    label: scene.dialect.line === 3 ? vscode.l10n.t('Backup sets') : vscode.l10n.t('Data backups'),
    description:
      job === undefined
        ? unknown
        : vscode.l10n.t('running, {0}', progressText(progressIn(scene.snapshot, job).fraction)),
    icon: jobs.known ? { id: 'archive' } : { id: 'archive', color: 'problemsWarningIcon.foreground' },
    kind: 'dataBackups',
    words: ['canBackUp', 'hasHistory'],
    expandable: 'collapsed',
  };
}

/** The job at work for a tenant, or for the cluster on 3.x. */
export function runningJobOf(scene: Scene, tenantId: bigint | undefined): BackupJob | undefined {
  const { jobs } = scene.snapshot;
  if (!jobs.known) {
    return undefined;
  }
  return jobs.value.find(
    (job) =>
      !hasEnded(job) && (tenantId === undefined || (job.tenantId === tenantId && job.scope === 'tenant')),
  );
}
