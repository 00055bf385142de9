import * as vscode from 'vscode';
import { BackupError } from '../core/errors';
import type { Refusal } from '../core/refusal';
import {
  type ErrorOccasion,
  explainResult,
  explainServerAnswer,
  type ServerErrorExplanation,
} from '../core/serverErrors';
import { CaFileUnusable } from './connections/loginTarget';
import { sentenceOfFault, sentenceOfMeaning, sentenceOfNextStep } from './serverErrorWords';

/** What people read about something that did not work. */
export interface Explanation {
  /** What happened, with the server's number where there is one. */
  readonly what: string;
  /** What to do next. */
  readonly next: string;
}

/** Both sentences in one line. */
export function sentenceOf({ what, next }: Explanation): string {
  return joined(what, next);
}

/** Sentences in a row, divided as the language divides them: Chinese puts no blank after its full stop. */
export function joined(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce((first, second) => (first === '' ? second : vscode.l10n.t('{0} {1}', first, second)), '');
}

/** Why a server that let us in cannot be shown, and the way that works. */
export function explainRefusal(refusal: Refusal): Explanation {
  switch (refusal.kind) {
    case 'mysql':
    case 'mariadb':
      return {
        what: vscode.l10n.t(
          'This is {0} {1}, not OceanBase.',
          refusal.kind === 'mysql' ? 'MySQL' : 'MariaDB',
          refusal.version,
        ),
        next: toACluster(),
      };
    case 'seekdb':
      return {
        what: vscode.l10n.t(
          'This is OceanBase seekdb {0}: it has none of the views that an OceanBase cluster keeps of its backups.',
          refusal.version,
        ),
        next: toACluster(),
      };
    case 'unknownServer':
      return {
        what: vscode.l10n.t(
          'This server speaks the MySQL protocol but does not say that it is OceanBase ({0}).',
          refusal.version,
        ),
        next: toACluster(),
      };
    case 'unsupportedVersion':
      return {
        what: vscode.l10n.t(
          'OceanBase {0} is not supported: its backups cannot be shown reliably.',
          refusal.version,
        ),
        next: vscode.l10n.t('Connect to a cluster of version 3.1 to 3.2 or 4.x.'),
      };
    case 'userTenantOf3x':
    case 'oracleTenant':
    case 'metaTenant':
      return explainTenant(refusal.kind, refusal.version, refusal.tenantName);
  }
}

function explainTenant(
  kind: 'userTenantOf3x' | 'oracleTenant' | 'metaTenant',
  version: string,
  tenantName: string,
): Explanation {
  switch (kind) {
    case 'userTenantOf3x':
      return {
        what: vscode.l10n.t(
          'In OceanBase {0} backups belong to the cluster and can be seen from the sys tenant only; this login is in tenant {1}.',
          version,
          tenantName,
        ),
        next: vscode.l10n.t('Edit the connection and log in to tenant sys, for example as root@sys.'),
      };
    case 'oracleTenant':
      return {
        what: vscode.l10n.t(
          'Tenant {0} is in Oracle mode, which cannot be used over the MySQL protocol.',
          tenantName,
        ),
        next: vscode.l10n.t(
          'Edit the connection and log in to tenant sys: from there Oracle-mode tenants are shown and backed up like all others.',
        ),
      };
    case 'metaTenant':
      return {
        what: vscode.l10n.t('Tenant {0} is internal to OceanBase and has no backups of its own.', tenantName),
        next: vscode.l10n.t('Edit the connection and log in to tenant sys, or to the user tenant itself.'),
      };
  }
}

function toACluster(): string {
  return vscode.l10n.t(
    'Edit the connection and name an OceanBase cluster: port 2881 of an OBServer, or port 2883 of OBProxy.',
  );
}

/**
 * Any failure in words, the server's number among them. What is not a {@link BackupError} is a fault of ours: the
 * log has more of it. The same number says different things on different occasions.
 */
export function explainError(error: unknown, occasion: ErrorOccasion = 'read'): Explanation {
  if (!BackupError.is(error)) {
    return {
      what: vscode.l10n.t('Something went wrong inside the extension.'),
      next: vscode.l10n.t('The log has the details.'),
    };
  }
  const { what, next } = explainAnswerOf(error, occasion) ?? explainReason(error);
  return { what: withServerWords(what, error), next };
}

/** Why a run ended badly, from its `RESULT` (as sent, mostly negative) and comment; undefined for success and unknown numbers. */
export function explainRun(result: bigint, comment: string): Explanation | undefined {
  const explanation = explainResult(result, comment);
  return explanation === undefined ? undefined : inWords(explanation);
}

function explainAnswerOf({ reason, server }: BackupError, occasion: ErrorOccasion): Explanation | undefined {
  const met = reason === 'loginRefused' ? 'login' : occasion;
  const explanation = server === undefined ? undefined : explainServerAnswer(server, met);
  return explanation === undefined ? undefined : inWords(explanation);
}

function inWords(explanation: ServerErrorExplanation): Explanation {
  const next = joined(sentenceOfMeaning(explanation), sentenceOfNextStep(explanation));
  return { what: sentenceOfFault(explanation), next };
}

function explainReason(error: BackupError): Explanation {
  switch (error.reason) {
    case 'unreachable':
      return {
        what: vscode.l10n.t('No host of the connection can be reached.'),
        next: vscode.l10n.t(
          'Check hosts and port (2881 of an OBServer, 2883 of OBProxy) and that no firewall is in between.',
        ),
      };
    case 'loginRefused':
      return {
        what: vscode.l10n.t('The login was refused.'),
        next: vscode.l10n.t('Check user, tenant, cluster and password. A stored password is left as it is.'),
      };
    case 'tls':
      return {
        what: vscode.l10n.t('No encrypted line could be agreed on, or the certificate was not accepted.'),
        next: vscode.l10n.t(
          'Check whether the server offers TLS, the TLS mode of the connection and its CA file.',
        ),
      };
    case 'timedOut':
      return {
        what: error.ambiguous
          ? vscode.l10n.t(
              'The server gave no answer in time; whether the statement took effect is not known yet.',
            )
          : vscode.l10n.t('The server gave no answer in time.'),
        next: vscode.l10n.t(
          'Check that it is up and not overloaded; the waiting time can be changed in the settings.',
        ),
      };
    case 'connectionLost':
      return {
        what: error.ambiguous
          ? vscode.l10n.t(
              'The connection was lost before the answer came; whether the statement took effect is not known yet.',
            )
          : vscode.l10n.t('The connection was lost.'),
        next: vscode.l10n.t('It is made again by itself as soon as the server answers.'),
      };
    case 'cancelled':
      return { what: vscode.l10n.t('It was stopped.'), next: '' };
    case 'serverRefused':
    case 'unreadable':
    case 'badInput':
      return explainAnswer(error.reason, error);
  }
}

function explainAnswer(reason: 'serverRefused' | 'unreadable' | 'badInput', error: BackupError): Explanation {
  switch (reason) {
    case 'serverRefused':
      return {
        what: vscode.l10n.t('The server refused.'),
        next: vscode.l10n.t("OceanBase's manual explains the number."),
      };
    case 'unreadable':
      return {
        what: vscode.l10n.t("The server's answer could not be understood."),
        next: vscode.l10n.t('Check that the port is one for SQL (2881 or 2883). The log has the details.'),
      };
    case 'badInput':
      return error.cause instanceof CaFileUnusable
        ? {
            what: vscode.l10n.t('The CA file {0} cannot be read, or holds no certificate.', error.cause.path),
            next: vscode.l10n.t('Choose a PEM file in the connection. Nothing was sent.'),
          }
        : {
            what: vscode.l10n.t('What was entered is not acceptable.'),
            next: vscode.l10n.t('Nothing was sent. The log has the details.'),
          };
  }
}

/** The number always stands where people can see it: it is what manuals and colleagues ask for. */
function withServerWords(what: string, { server }: BackupError): string {
  return server === undefined
    ? what
    : vscode.l10n.t(
        '{0} Error {1} (SQLSTATE {2}): “{3}”.',
        what,
        server.number,
        server.sqlState,
        server.message,
      );
}
