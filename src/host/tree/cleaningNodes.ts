import * as vscode from 'vscode';
import type { CleaningJob, CleaningPolicy } from '../../core/model/cleaning';
import { FADED_ICON } from './looks';
import type { Scene } from './scene';
import { described, FieldList } from './subjectFields';
import type { TreeNode } from './treeNode';

/** What may be cleaned, and when; that nothing is cleaned by itself is said too, where it is known. */
export function policyNodes(scene: Scene, tenantId: bigint | undefined): readonly TreeNode[] {
  const { cleaningPolicies } = scene.snapshot;
  const policies = ofTenant(cleaningPolicies.known ? cleaningPolicies.value : [], tenantId);
  if (policies.length === 0) {
    return cleaningPolicies.known && cleaningPolicies.problems.length === 0 ? [noPolicyNode(scene)] : [];
  }
  return policies.map(
    (policy): TreeNode => ({
      ref: { kind: 'leaf', name: `policy:${policy.name}` },
      label: vscode.l10n.t('Cleaning policy'),
      // on 3.x the name is only that of the parameter which holds the window
      description: described(scene.dialect.line === 3 ? '' : policy.name, windowWords(policy)),
      icon: { id: 'checklist' },
      kind: 'policy',
      expandable: 'none',
      subject: {
        title: vscode.l10n.t('Cleaning policy'),
        fields: () =>
          new FieldList(scene.snapshot.clock)
            .text(vscode.l10n.t('Name'), policy.name)
            .text(vscode.l10n.t('Recovery window'), windowWords(policy)).all,
        origins: [policy.origin],
        manual: 'cleaning',
      },
    }),
  );
}

/** Told apart from a policy that could not be read: there the problem stands in its place. */
function noPolicyNode({ dialect }: Scene): TreeNode {
  // on 4.x no row is no policy; on 3.x the parameter always exists, and one that was not sent tells nothing
  const description =
    dialect.line === 4
      ? vscode.l10n.t('none is set: nothing is cleaned by itself')
      : vscode.l10n.t('not told by any view');
  return {
    ref: { kind: 'leaf', name: 'noPolicy' },
    label: vscode.l10n.t('Cleaning policy'),
    description,
    icon: FADED_ICON('checklist'),
    kind: 'policy',
    expandable: 'none',
    subject: {
      title: vscode.l10n.t('Cleaning policy'),
      fields: () => [{ name: vscode.l10n.t('What it means'), value: description }],
      origins: [],
      manual: 'cleaning',
    },
  };
}

function windowWords(policy: CleaningPolicy): string {
  const never = policy.recoveryWindow === '' || /^0\D*$/.test(policy.recoveryWindow);
  const window = never
    ? vscode.l10n.t('nothing ever expires')
    : vscode.l10n.t('recovery window {0}', policy.recoveryWindow);
  return policy.automatic === false && !never
    ? described(window, vscode.l10n.t('not deleted by itself'))
    : window;
}

/** The cleaning jobs at work for a tenant, or for the cluster on 3.x. */
export function cleaningNodes(scene: Scene, tenantId: bigint | undefined): readonly TreeNode[] {
  const { cleaningJobs } = scene.snapshot;
  return ofTenant(cleaningJobs.known ? cleaningJobs.value : [], tenantId).map(
    (job): TreeNode => ({
      ref: { kind: 'leaf', name: `cleaning:${job.tenantId}:${job.jobId}` },
      label: vscode.l10n.t('Cleaning is running'),
      description: described(job.type, job.status, taskWords(job)),
      icon: { id: 'loading~spin' },
      kind: 'cleaningJob',
      expandable: 'none',
      subject: {
        title: vscode.l10n.t('Cleaning is running'),
        fields: () =>
          new FieldList(scene.snapshot.clock)
            .id(vscode.l10n.t('Job'), job.jobId)
            .text(vscode.l10n.t('Type'), job.type)
            .text(vscode.l10n.t('Status'), job.status)
            .time(vscode.l10n.t('Started'), job.startedAt)
            .text(vscode.l10n.t('Tasks'), taskWords(job))
            .result(job.result)
            .text(vscode.l10n.t('Comment'), job.comment).all,
        origins: [job.origin],
        copyableId: `${job.jobId}`,
        manual: 'cleaning',
      },
    }),
  );
}

function taskWords({ tasks }: CleaningJob): string {
  return tasks === undefined ? '' : vscode.l10n.t('{0} of {1}', `${tasks.finished}`, `${tasks.total}`);
}

/** What belongs to a tenant; on 3.x everything belongs to the cluster. */
function ofTenant<T extends { readonly tenantId: bigint | undefined }>(
  items: readonly T[],
  tenantId: bigint | undefined,
): readonly T[] {
  return tenantId === undefined
    ? items
    : items.filter((item) => item.tenantId === undefined || item.tenantId === tenantId);
}
