import assert from 'node:assert/strict';
import { BackupError } from '../../../src/core/errors';
import { type Identified, identifyServer } from '../../../src/core/identify';
import type { ResultSet } from '../../../src/core/ports';
import { FakeDatabase, refusedBy } from './support/fakeDatabase';

interface Server {
  readonly comment?: string;
  readonly version?: string;
  readonly obVersion?: string;
  readonly mode?: string;
  readonly tenantId?: string;
  readonly tenantName?: string;
  readonly cluster?: string;
}

function one(name: string, value: string | undefined): ResultSet {
  return { columns: [name], rows: value === undefined ? [] : [[value]] };
}

function answer(server: Server, text: string): ResultSet | BackupError {
  const variable = /^SHOW VARIABLES LIKE '(\w+)'$/.exec(text)?.[1];
  if (variable !== undefined) {
    const value = variable === 'version_comment' ? server.comment : server.mode;
    return { columns: ['Variable_name', 'Value'], rows: value === undefined ? [] : [[variable, value]] };
  }
  if (text.startsWith('SELECT VERSION()')) {
    return one('version', server.version);
  }
  if (text.startsWith('SELECT OB_VERSION()')) {
    return server.obVersion === undefined ? refusedBy(1305) : one('ob_version', server.obVersion);
  }
  if (text.startsWith('SELECT EFFECTIVE_TENANT_ID()')) {
    return one('tenant_id', server.tenantId);
  }
  if (text === 'SHOW TENANT') {
    return server.tenantName === undefined ? refusedBy(1064) : one('Current_tenant_name', server.tenantName);
  }
  if (text === "SHOW PARAMETERS LIKE 'cluster'") {
    return server.cluster === undefined
      ? refusedBy(1227)
      : { columns: ['zone', 'NAME', 'VALUE'], rows: [['z1', 'cluster', server.cluster]] };
  }
  return refusedBy(1064);
}

function identify(server: Server): Promise<Identified> {
  return identifyServer(new FakeDatabase((text) => answer(server, text)));
}

async function told(server: Server): Promise<string> {
  const identified = await identify(server);
  if ('refusal' in identified) {
    const { kind, version } = identified.refusal;
    return [kind, version, 'tenantName' in identified.refusal ? identified.refusal.tenantName : undefined]
      .filter((part) => part !== undefined)
      .join(' ');
  }
  const { line, scope, identity } = identified.dialect;
  return [line, scope, identity.version, identity.edition, identity.tenantName, identity.clusterName].join(
    ' ',
  );
}

const sys = { tenantId: '1', tenantName: 'sys', mode: 'MYSQL', cluster: 'ob1' };

describe('identifying an OceanBase', () => {
  const samples: [string, Server, string][] = [
    [
      '4.x community from sys',
      {
        ...sys,
        comment: 'OceanBase_CE 4.2.5.0 (r100…) (Built Jun 17 2024)',
        version: '5.7.25-OceanBase_CE-v4.2.5.0',
      },
      '4 cluster 4.2.5.0 community sys ob1',
    ],
    [
      '4.x enterprise from a user tenant',
      {
        comment: 'OceanBase 4.3.2.0 (r2000002720-93c0) (Built Jun 17 2024 18:06:04)',
        version: '5.7.25-OceanBase-v4.3.2.0',
        mode: 'MYSQL',
        tenantId: '1002',
        tenantName: 't1',
        cluster: 'ob1',
      },
      '4 tenant 4.3.2.0 enterprise t1 ob1',
    ],
    [
      '3.1 community, which names its edition in VERSION() only',
      { ...sys, comment: 'OceanBase 3.1.5 (r10100032022041510)', version: '3.1.5-OceanBase CE' },
      '3 cluster 3.1.5 community sys ob1',
    ],
    [
      '3.1 of an edition that it does not tell',
      { ...sys, comment: 'OceanBase 3.1.3 (r10100032022041510)', version: '5.6.25' },
      '3 cluster 3.1.3 unknown sys ob1',
    ],
    [
      '3.2, whose VERSION() does not say OceanBase',
      { ...sys, version: '3.2.0', obVersion: '3.2.0' },
      '3 cluster 3.2.0 enterprise sys ob1',
    ],
    [
      'a proxy that answers for the server and hides the comment',
      { ...sys, comment: '', version: '5.6.25 OceanBase 4.3.2.0 (r1)', obVersion: '4.3.2.0' },
      '4 cluster 4.3.2.0 enterprise sys ob1',
    ],
  ];
  for (const [name, server, expected] of samples) {
    it(`knows ${name}`, async () => {
      assert.equal(await told(server), expected);
    });
  }

  it('does without the names of tenant and cluster where they may not be asked for', async () => {
    const identified = await identify({ comment: 'OceanBase 3.2.3.2 (r1)', tenantId: '1', mode: 'MYSQL' });
    assert.ok('dialect' in identified);
    assert.equal(identified.dialect.identity.tenantName, 'sys');
    assert.equal(identified.dialect.identity.clusterName, undefined);
  });
});

describe('refusing a server', () => {
  const ob3 = { comment: 'OceanBase 3.2.3.2 (r1)', version: '5.7.25', mode: 'MYSQL' };
  const ob4 = { comment: 'OceanBase 4.2.5.0 (r1)', version: '5.7.25-OceanBase-v4.2.5.0', mode: 'MYSQL' };
  const samples: [string, Server, string][] = [
    ['MySQL', { comment: 'MySQL Community Server - GPL', version: '8.0.36' }, 'mysql 8.0.36'],
    [
      'a MySQL of a Linux distribution',
      { comment: '(Ubuntu)', version: '8.0.36-0ubuntu0.22.04.1' },
      'mysql 8.0.36-0ubuntu0.22.04.1',
    ],
    [
      'MariaDB',
      { comment: 'Debian 12', version: '10.11.6-MariaDB-0+deb12u1' },
      'mariadb 10.11.6-MariaDB-0+deb12u1',
    ],
    [
      'another server of that protocol',
      { comment: 'TiDB Server', version: '8.0.11-TiDB-v7.5.0' },
      'unknownServer 8.0.11-TiDB-v7.5.0',
    ],
    [
      'seekdb, which is made from OceanBase',
      {
        comment: 'OceanBase seekdb 1.1.0.0 (r1)',
        version: '5.7.25-OceanBase seekdb-v1.1.0.0',
        obVersion: '1.1.0.0',
      },
      'seekdb 5.7.25-OceanBase seekdb-v1.1.0.0',
    ],
    [
      '2.2.77, whose design is that of 3.x',
      { ...sys, comment: 'OceanBase 2.2.77 (r1)' },
      'unsupportedVersion 2.2.77',
    ],
    ['3.0', { ...sys, comment: 'OceanBase 3.0.1 (r1)' }, 'unsupportedVersion 3.0.1'],
    [
      'a line that is not known yet',
      { ...sys, comment: 'OceanBase 5.0.0.0 (r1)' },
      'unsupportedVersion 5.0.0.0',
    ],
    [
      'an OceanBase without a number',
      { ...sys, comment: 'OceanBase', version: '5.7.25' },
      'unsupportedVersion 5.7.25',
    ],
    ['a user tenant of 3.x', { ...ob3, tenantId: '1001', tenantName: 't1' }, 'userTenantOf3x 3.2.3.2 t1'],
    [
      'an Oracle-mode tenant, before anything is asked that it does not understand',
      { ...ob4, mode: 'ORACLE', tenantName: 'ora' },
      'oracleTenant 4.2.5.0 ora',
    ],
    ['a META$ tenant', { ...ob4, tenantId: '1001', tenantName: 'META$1002' }, 'metaTenant 4.2.5.0 META$1002'],
  ];
  for (const [name, server, expected] of samples) {
    it(`tells ${name}`, async () => {
      assert.equal(await told(server), expected);
    });
  }

  it('is no verdict when the connection breaks: that is an error', async () => {
    const database = new FakeDatabase(() => new BackupError('connectionLost', 'gone'));
    await assert.rejects(identifyServer(database), (error) => BackupError.is(error, 'connectionLost'));
  });

  it('is no verdict either when the tenant cannot be told', async () => {
    await assert.rejects(identify({ ...ob4, tenantId: 'x' }), (error) => BackupError.is(error, 'unreadable'));
  });
});

describe('asking a server who it is', () => {
  it('sets nothing in the session', async () => {
    const database = new FakeDatabase((text) => answer({ ...sys, comment: 'OceanBase 4.2.5.0 (r1)' }, text));
    await identifyServer(database);
    assert.ok(database.statements.every((text) => /^(?:SELECT|SHOW) /.test(text)));
  });
});
