import * as vscode from 'vscode';
import { explainError, explainRefusal, sentenceOf } from '../words';
import type { TestReport, TestStep } from './connectionTest';
import { formatEndpoint } from './endpoints';

/** What a trial found, in one sentence that names what would work where it did not. */
export function sentenceOfTest(report: TestReport): string {
  switch (report.outcome) {
    case 'usable':
      return report.scope === 'cluster'
        ? vscode.l10n.t(
            'The connection works: OceanBase {0} at {1}, tenant {2}, with all tenants of the cluster.',
            report.identity.version,
            formatEndpoint(report.endpoint),
            report.identity.tenantName,
          )
        : vscode.l10n.t(
            'The connection works: OceanBase {0} at {1}, with the one tenant {2}.',
            report.identity.version,
            formatEndpoint(report.endpoint),
            report.identity.tenantName,
          );
    case 'refused':
      return sentenceOf(explainRefusal(report.refusal));
    case 'failed':
      return sentenceOf(explainError(report.error));
  }
}

/** What a trial is doing, for its progress line. */
export function sentenceOfStep(step: TestStep): string {
  switch (step) {
    case 'reaching':
      return vscode.l10n.t('Reaching the host and logging in…');
    case 'identifying':
      return vscode.l10n.t('Asking the server for its version and tenant…');
  }
}

/** The same for the log: codes and numbers, no secret. */
export function logLineOfTest(name: string, report: TestReport): string {
  const of = `test of ${name}`;
  switch (report.outcome) {
    case 'usable': {
      const { version, edition, tenantName, tenantMode, clusterName } = report.identity;
      const who = `OceanBase ${version} ${edition}, tenant ${tenantName} (${tenantMode}), cluster ${clusterName ?? '?'}`;
      return `${of}: usable at ${formatEndpoint(report.endpoint)}: ${who}, dialect ${report.line}.x, scope ${report.scope}`;
    }
    case 'refused':
      return `${of}: refused at ${formatEndpoint(report.endpoint)}: ${report.refusal.kind} ${report.refusal.version}`;
    case 'failed':
      return `${of}: failed: ${report.error.reason}: ${report.error.message}`;
  }
}
