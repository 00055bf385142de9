import * as vscode from 'vscode';
import { hasEnded } from '../../core/jobState';
import type { ArchiveRound } from '../../core/model/archiveRound';
import type { BackupJob } from '../../core/model/backupJob';
import type { Tenant } from '../../core/model/tenant';
import { worstRound } from './archiveNodes';
import { jobNode, progressIn, progressText, runningJobs } from './jobNodes';
import { lagText } from './lagText';
import { FADED_ICON, roundLook, wordWithGloss } from './looks';
import { readingProblems } from './problemNodes';
import { type Scene, userTenants } from './scene';
import { described, FieldList } from './subjectFields';
import type { Icon, TreeNode } from './treeNode';

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
  const rounds = roundsOf(scene, tenant.id);
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
      archiveFact(scene, rounds),
    ),
    icon: tenantIcon(normal, rounds, job),
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
          .text(vscode.l10n.t('Log archive'), archiveFact(scene, rounds)).all,
      origins: [tenant.origin],
      copyableId: `${tenant.id}`,
    },
  };
}

function tenantIcon(
  normal: boolean,
  rounds: readonly ArchiveRound[] | undefined,
  job: BackupJob | undefined,
): Icon {
  if (rounds?.some((round) => round.state === 'interrupted') === true) {
    return { id: 'database', color: 'problemsErrorIcon.foreground' };
  }
  if (!normal || rounds === undefined) {
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
  const rounds = roundsOf(scene, tenantId);
  return {
    ref: { kind: 'archive', tenantId },
    label: archiveLabel(scene),
    description: archiveFact(scene, rounds),
    icon: archiveIcon(scene, rounds),
    kind: 'logArchive',
    expandable: 'collapsed',
  };
}

function archiveIcon(scene: Scene, rounds: readonly ArchiveRound[] | undefined): Icon {
  if (rounds === undefined) {
    return { id: 'question', color: 'problemsWarningIcon.foreground' };
  }
  if (rounds.length === 0) {
    return FADED_ICON('history');
  }
  const { icon } = roundLook(worstRound(rounds).state, scene.dialect.line);
  return icon.color === undefined ? { id: 'history' } : { id: 'history', color: icon.color };
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

/** `DOING (archiving) · lag 4 s`; what is not known is said so. */
function archiveFact(scene: Scene, rounds: readonly ArchiveRound[] | undefined): string {
  if (rounds === undefined) {
    return vscode.l10n.t('state not known');
  }
  if (rounds.length === 0) {
    return vscode.l10n.t('not archiving');
  }
  const worst = worstRound(rounds);
  const { gloss } = roundLook(worst.state, scene.dialect.line);
  const oldest = rounds.reduce((a, b) => ((b.checkpoint?.text ?? '') < (a.checkpoint?.text ?? '') ? b : a));
  return worst.state === 'doing'
    ? described(gloss, lagText(oldest, scene.snapshot))
    : wordWithGloss(worst.status, gloss);
}

/** The current rounds of a tenant, or of all tenants on 3.x; absent when they could not be read. */
export function roundsOf(scene: Scene, tenantId: bigint | undefined): readonly ArchiveRound[] | undefined {
  const { currentRounds } = scene.snapshot;
  if (!currentRounds.known) {
    return undefined;
  }
  return tenantId === undefined
    ? currentRounds.value
    : currentRounds.value.filter((round) => round.tenantId === tenantId);
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
