import assert from 'node:assert/strict';
import { V3Bench } from './v3Bench';

const FULL = 'ALTER SYSTEM BACKUP DATABASE';
const START = 'ALTER SYSTEM ARCHIVELOG';
const STOP = 'ALTER SYSTEM NOARCHIVELOG';
const UNSUPPORTED = 'Not supported feature or function';

describe('a simulated 3.x cluster refuses to start or stop archiving', () => {
  it('without a destination', () => {
    new V3Bench('empty').fails(START, 9026, 'HY000', 'backup destination is not valid');
  });

  it('in any state but STOP', () => {
    const bench = new V3Bench('empty');
    const text = 'start log archive backup when not STOP is not supported';
    bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/first'");
    bench.run(START);
    bench.fails(START, 1235, '0A000', text);
    bench.pass(60);
    bench.fails(START, 1235, '0A000', text);
    bench.control('interruptArchive');
    bench.fails(START, 1235, '0A000', text);
    bench.run(STOP);
    bench.fails(START, 1235, '0A000', text);
    bench.pass(60);
    bench.run(START);
  });

  it('when it is already stopped or stopping', () => {
    const bench = new V3Bench('empty');
    bench.fails(STOP, 9024, 'HY000', 'log archive backup is already disabled');
    bench.startArchiving();
    bench.run(STOP);
    bench.fails(STOP, 9024, 'HY000', 'log archive backup is already disabled');
    bench.pass(60);
    bench.fails(STOP, 9024, 'HY000', 'log archive backup is already disabled');
  });

  for (const [condition, number, sqlState, text] of [
    ['standby', 1235, '0A000', 'backup in not primary cluster is not supported'],
    ['withoutGts', 1235, '0A000', 'physical backup without GTS is not supported'],
    ['oldInnerTables', 1235, '0A000', 'start log archive before upgrade backup inner table is not supported'],
    ['missingMount', 9051, 'HY000', 'backup mount file is not valid'],
  ] as const) {
    it(`under the condition ${condition}`, () => {
      const bench = new V3Bench('empty');
      bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/first'");
      bench.control('condition', condition, 'on');
      bench.fails(START, number, sqlState, text);
      bench.control('condition', condition, 'off');
      bench.run(START);
    });
  }

  it('to stop while the internal tables are not upgraded', () => {
    const bench = new V3Bench('healthy');
    bench.control('condition', 'oldInnerTables', 'on');
    bench.fails(STOP, 1235, '0A000', 'stop log archive before upgrade backup inner table is not supported');
  });
});

describe('a simulated 3.x cluster refuses a data backup', () => {
  it('while archiving is not DOING, and names the status', () => {
    const bench = new V3Bench('empty');
    const refused = (status: string): void =>
      bench.fails(
        FULL,
        9040,
        'HY000',
        `backup can not start, because log archive is not doing. log archive status : ${status}.`,
      );
    refused('STOP');
    bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/first'");
    bench.run(START);
    refused('BEGINNING');
    bench.pass(60);
    bench.control('interruptArchive');
    refused('INTERRUPTED');
    bench.run(STOP);
    refused('STOPPING');
  });

  for (const [condition, number, sqlState, text] of [
    ['standby', 1235, '0A000', 'backup in not primary cluster is not supported'],
    ['withoutGts', 1235, '0A000', 'physical backup without GTS is not supported'],
    [
      'oldInnerTables',
      9040,
      'HY000',
      'backup can not start, because inner table version is too old, waiting backup inner table upgrade',
    ],
    [
      'snapshotTooOld',
      9040,
      'HY000',
      'backup can not start, because snapshot gc ts is bigger than backup snapshot version.',
    ],
    ['leftovers', 4016, 'HY000', 'Internal error'],
  ] as const) {
    it(`under the condition ${condition}`, () => {
      const bench = new V3Bench('healthy');
      bench.control('condition', condition, 'on');
      bench.fails(FULL, number, sqlState, text);
      bench.control('condition', condition, 'off');
      bench.run(FULL);
    });
  }

  it('until a major freeze follows the start of archiving, where the build wants one', () => {
    const bench = new V3Bench('empty');
    bench.control('condition', 'majorFreezeFirst', 'on');
    bench.startArchiving();
    bench.fails(
      FULL,
      9040,
      'HY000',
      /log archive start timestamp is bigger than frozen timestamp, need major freeze first/,
    );
    bench.run('ALTER SYSTEM MAJOR FREEZE');
    assert.ok(bench.column('__all_zone', 'info', { name: 'merge_status' }).includes('MERGING'));
    bench.pass(600);
    assert.deepEqual(
      new Set(bench.column('__all_zone', 'info', { name: 'merge_status' })),
      new Set(['IDLE']),
    );
    bench.run(FULL);
  });

  it('answers in the order of the scheduler: the archive before the running backup', () => {
    const bench = new V3Bench('healthy');
    bench.run(FULL);
    bench.control('interruptArchive');
    bench.fails(FULL, 9040, 'HY000', /log archive status : INTERRUPTED\./);
  });

  it('of a tenant that does not exist, or to no place', () => {
    const bench = new V3Bench('healthy');
    bench.fails("ALTER SYSTEM BACKUP TENANT nobody TO 'file:///b'", 5157, 'HY000', "Unknown tenant 'nobody'");
    bench.fails("ALTER SYSTEM BACKUP TENANT trade TO '/b'", 9026, 'HY000', 'backup destination is not valid');
    bench.run("ALTER SYSTEM BACKUP TENANT trade, members TO 'oss://b/d?host=h&access_id=i&access_key=k'");
    bench.pass(3);
    assert.deepEqual(bench.column('CDB_OB_BACKUP_PROGRESS', 'TENANT_ID'), [1n, 1001n, 1002n]);
    bench.finishBackup();
    assert.equal(bench.rows('CDB_OB_BACKUP_SET_DETAILS').at(-1)?.['BACKUP_LEVEL'], 'TENANT');
    assert.equal(bench.rows('CDB_OB_BACKUP_SET_DETAILS').at(-1)?.['DEVICE_TYPE'], 'OSS');
  });
});

describe('a user tenant of a simulated 3.x cluster', () => {
  for (const sql of [
    FULL,
    START,
    STOP,
    'ALTER SYSTEM CANCEL BACKUP',
    'ALTER SYSTEM MINOR FREEZE',
    "ALTER SYSTEM SET backup_dest = 'file:///b'",
    "SET ENCRYPTION ON IDENTIFIED BY 'x' ONLY",
    "SET DECRYPTION IDENTIFIED BY 'x'",
  ]) {
    it(`is answered 1235 to ${sql}`, () => {
      const bench = new V3Bench('healthy');
      bench.fails(sql, 1235, '0A000', UNSUPPORTED, bench.newSession('trade'));
    });
  }

  it('finds none of the views', () => {
    const bench = new V3Bench('healthy');
    assert.ok(bench.world.views().every((view) => view.audience === 'sys'));
  });
});

describe('the grammar of a simulated 3.x cluster', () => {
  for (const sql of [
    'ALTER SYSTEM BACKUP',
    'ALTER SYSTEM BACKUP DATABASE PLUS ARCHIVELOG',
    "ALTER SYSTEM BACKUP DATABASE TO 'file:///b'",
    'ALTER SYSTEM BACKUP TENANT = trade',
    'ALTER SYSTEM ARCHIVELOG TENANT = trade',
    'ALTER SYSTEM CANCEL BACKUP TENANT = trade',
    'ALTER SYSTEM CANCEL ALL BACKUP',
    'ALTER SYSTEM NONSENSE',
    'ALTER SYSTEM DELETE BACKUPSET',
    'ALTER SYSTEM SET backup_dest',
    "ALTER SYSTEM SET backup_dest = 'file:///b',",
    "SET ENCRYPTION ON IDENTIFIED BY 'x'",
    'SET ENCRYPTION ON IDENTIFIED BY x ONLY',
    'SET ENCRYPTION OFF',
  ]) {
    it(`does not know ${sql}`, () => {
      new V3Bench('healthy').fails(sql, 1064, '42000', /^You have an error in your SQL syntax/);
    });
  }

  for (const sql of ['ALTER SYSTEM SUSPEND BACKUP', 'ALTER SYSTEM RESUME BACKUP']) {
    it(`knows ${sql} and does not carry it out`, () => {
      new V3Bench('healthy').fails(sql, 1235, '0A000', UNSUPPORTED);
    });
  }

  for (const sql of [
    'ALTER SYSTEM DELETE BACKUPSET 3 COPY 1',
    'ALTER SYSTEM DELETE BACKUPPIECE 3',
    'ALTER SYSTEM DELETE BACKUPROUND 1',
    'ALTER SYSTEM DELETE OBSOLETE BACKUP',
    'ALTER SYSTEM DELETE EXPIRED BACKUP COPY 1',
    'ALTER SYSTEM CANCEL DELETE BACKUP',
    'ALTER SYSTEM VALIDATE DATABASE',
    'ALTER SYSTEM VALIDATE BACKUPSET 4',
    'ALTER SYSTEM CANCEL VALIDATE 2',
    'ALTER SYSTEM BACKUP BACKUPSET ALL NOT BACKED UP 2 TIMES',
    'ALTER SYSTEM BACKUP BACKUPPIECE 3 WITH ACTIVE',
    'ALTER SYSTEM START BACKUP ARCHIVELOG',
    'ALTER SYSTEM CANCEL BACKUP BACKUPSET',
    "ALTER SYSTEM RESTORE t2 FROM trade AT 'file:///b' UNTIL '2022-05-16 12:00:00' WITH 'pool_list=p'",
    "ALTER SYSTEM ADD RESTORE SOURCE 'file:///b'",
    'ALTER SYSTEM CLEAR RESTORE SOURCE',
    "ALTER SYSTEM STOP SERVER '10.0.0.12:2882'",
  ]) {
    it(`names the simulator in its answer to ${sql}`, () => {
      new V3Bench('healthy').fails(sql, 1235, '0A000', /^OceanBase simulator: .* is not simulated$/);
    });
  }

  for (const sql of [
    'alter system minor freeze',
    "ALTER SYSTEM MINOR FREEZE TENANT = ('trade', 'sys')",
    "ALTER SYSTEM MINOR FREEZE SERVER = ('10.0.0.11:2882', '10.0.0.12:2882')",
    "ALTER SYSTEM MINOR FREEZE ZONE = 'zone1'",
    "ALTER SYSTEM MINOR FREEZE '0%0@1101710651081577'",
    'ALTER SYSTEM /* now */ MAJOR FREEZE',
    "SET DECRYPTION IDENTIFIED BY 'a', 'b'",
  ]) {
    it(`carries out ${sql}`, () => {
      new V3Bench('healthy').run(sql);
    });
  }

  it('shows a minor freeze as running until it has finished, where it was meant to be', () => {
    const bench = new V3Bench('healthy');
    bench.pass(60);
    bench.run("ALTER SYSTEM MINOR FREEZE TENANT = ('trade') ZONE = 'zone2'");
    const running = bench.rows('gv$minor_merge_info').filter((row) => row['FINISH_TIME'] === null);
    assert.deepEqual(
      running.map((row) => [row['SVR_IP'], row['TENANT_ID']]),
      [['10.0.0.12', 1001n]],
    );
    bench.pass(30);
    assert.ok(bench.rows('gv$minor_merge_info').every((row) => row['FINISH_TIME'] !== null));
  });
});
