import assert from 'node:assert/strict';
import { closeAll, failureOf, open, server, until, wish } from './support/openings';
import type { Answer } from './support/wireServer';

afterEach(closeAll);

describe('what comes back from a statement', () => {
  it("is the server's own text for every type, and null for NULL", async () => {
    const columns = [
      { name: 'SCN', type: 8, charset: 63 },
      { name: 'TINY', type: 1, charset: 63 },
      { name: 'RATIO', type: 246, charset: 63 },
      { name: 'START_TIME', type: 7, charset: 63 },
      { name: 'TAKEN', type: 11, charset: 63 },
      { name: 'BINARY_TEXT', type: 253, charset: 63 },
      { name: '名称', type: 253, charset: 45 },
      { name: 'DOUBLE', type: 5, charset: 63 },
      { name: 'JSON', type: 245, charset: 45 },
      { name: 'GEOMETRY', type: 255, charset: 63 },
    ];
    const row = [
      '18446744073709551615',
      '007',
      '0.3600',
      '2022-05-03 02:10:00.518204',
      '838:59:59.000000',
      '备份',
      '租户 ①',
      '1e400',
      '{"a": 12345678901234567890}',
      'POINT(1 2)',
    ];
    const wire = await server({
      answer: () => ({ kind: 'rows', columns, rows: [row, row.map(() => null), row.map(() => '')] }),
    });
    const result = await (await open(wire.port)).query('SELECT 1');
    assert.deepEqual(
      result.columns,
      columns.map((column) => column.name),
    );
    assert.deepEqual(result.rows, [row, row.map(() => null), row.map(() => '')]);
  });

  it('keeps two columns of the same name apart', async () => {
    const column = { name: 'STATUS', type: 253, charset: 45 };
    const wire = await server({
      answer: () => ({ kind: 'rows', columns: [column, column], rows: [['DOING', 'STOP']] }),
    });
    const result = await (await open(wire.port)).query('SELECT a.status, b.status');
    assert.deepEqual(result, { columns: ['STATUS', 'STATUS'], rows: [['DOING', 'STOP']] });
  });

  it('is empty for a statement that has no rows', async () => {
    const wire = await server();
    const result = await (await open(wire.port)).query('ALTER SYSTEM BACKUP DATABASE');
    assert.deepEqual(result, { columns: [], rows: [] });
  });

  it('reads long texts whole', async () => {
    const long = '长'.repeat(15_000);
    const wire = await server({
      answer: () => ({
        kind: 'rows',
        columns: [{ name: 'COMMENT', type: 253, charset: 45 }],
        rows: [[long]],
      }),
    });
    const result = await (await open(wire.port)).query('SELECT comment');
    assert.equal(result.rows[0]?.[0], long);
  });
});

describe('sending statements', () => {
  it('sends the text letter by letter, question marks and quotes included', async () => {
    const wire = await server();
    const database = await open(wire.port);
    const text = "SET ENCRYPTION ON IDENTIFIED BY 'a?b\\\\''c' ONLY /* :name ?? */";
    await database.query(text);
    assert.deepEqual(wire.statements, [text]);
  });

  it('sends nothing of its own', async () => {
    const wire = await server();
    const database = await open(wire.port);
    await database.query('SELECT 1');
    await database.close();
    assert.deepEqual(wire.statements, ['SELECT 1']);
  });

  it('keeps the order and has one statement on its way at a time', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const wire = await server({
      answer: (text) =>
        text === 'SELECT 1' ? { kind: 'later', when: gate, answer: { kind: 'ok' } } : { kind: 'ok' },
    });
    const database = await open(wire.port);
    const asked = [database.query('SELECT 1'), database.query('SELECT 2'), database.query('SELECT 3')];
    await until(() => wire.statements.length > 0);
    assert.deepEqual(wire.statements, ['SELECT 1']);
    release();
    await Promise.all(asked);
    assert.deepEqual(wire.statements, ['SELECT 1', 'SELECT 2', 'SELECT 3']);
  });

  it('goes on after an error of the server, which keeps its number, SQLSTATE and words', async () => {
    const wire = await server({
      answer: (text): Answer =>
        text.startsWith('ALTER')
          ? { kind: 'error', number: 9036, sqlState: 'HY000', message: 'Backup is in progress' }
          : { kind: 'ok' },
    });
    const database = await open(wire.port);
    const failure = await failureOf(database.query('ALTER SYSTEM BACKUP DATABASE'));
    assert.equal(failure.reason, 'serverRefused');
    assert.equal(failure.ambiguous, false);
    assert.deepEqual(failure.server, {
      number: 9036,
      sqlState: 'HY000',
      message: 'Backup is in progress',
    });
    await database.query('SELECT 1');
  });

  it('passes no key on that the server quotes in its words', async () => {
    const message = "backup destination 'oss://b/d?host=h&access_id=ID7&access_key=K7+/=' is not valid";
    const wire = await server({
      answer: () => ({ kind: 'error', number: 9026, sqlState: 'HY000', message }),
    });
    const failure = await failureOf((await open(wire.port)).query('SELECT 1'));
    assert.equal(
      failure.server?.message,
      "backup destination 'oss://b/d?host=h&access_id=***&access_key=***' is not valid",
    );
  });
});

describe('a connection that breaks', () => {
  it('leaves the statement on its way ambiguous and those behind it unsent, and says so once', async () => {
    const wire = await server({ answer: () => ({ kind: 'cut' }) });
    const database = await open(wire.port);
    let losses = 0;
    database.onDidLose(() => {
      losses += 1;
    });
    const first = failureOf(database.query('ALTER SYSTEM BACKUP DATABASE'));
    const second = failureOf(database.query('SELECT 1'));
    assert.deepEqual([(await first).reason, (await first).ambiguous], ['connectionLost', true]);
    assert.deepEqual([(await second).reason, (await second).ambiguous], ['connectionLost', false]);
    assert.deepEqual(wire.statements, ['ALTER SYSTEM BACKUP DATABASE']);
    const later = await failureOf(database.query('SELECT 2'));
    assert.deepEqual([later.reason, later.ambiguous], ['connectionLost', false]);
    assert.equal(losses, 1);
  });

  it('is noticed while nothing is asked', async () => {
    const wire = await server();
    const database = await open(wire.port);
    const lost = new Promise((resolve) => database.onDidLose(resolve));
    wire.cut();
    await lost;
    assert.equal((await failureOf(database.query('SELECT 1'))).reason, 'connectionLost');
  });

  it('is lost as well when the answer is no packet of the protocol', async () => {
    const wire = await server({ answer: () => ({ kind: 'garbage' }) });
    const database = await open(wire.port);
    const failure = await failureOf(database.query('ALTER SYSTEM CANCEL BACKUP', { deadlineMs: 100 }));
    assert.equal(failure.ambiguous, true);
  });

  it('does not count as lost when we close it', async () => {
    const wire = await server();
    const database = await open(wire.port);
    let losses = 0;
    database.onDidLose(() => {
      losses += 1;
    });
    await database.close();
    await until(() => wire.open() === 0);
    assert.equal(losses, 0);
    const failure = await failureOf(database.query('SELECT 1'));
    assert.deepEqual([failure.reason, failure.ambiguous], ['connectionLost', false]);
  });

  it('closed by us with a statement on its way leaves it ambiguous', async () => {
    const wire = await server({ answer: () => ({ kind: 'silence' }) });
    const database = await open(wire.port);
    const failure = failureOf(database.query('ALTER SYSTEM BACKUP DATABASE'));
    await until(() => wire.statements.length === 1);
    await database.close();
    assert.equal((await failure).ambiguous, true);
    await until(() => wire.open() === 0);
  });
});

describe('deadlines and cancelling', () => {
  it('ends the connection when a statement is not answered in time, and says that it was sent', async () => {
    const wire = await server({ answer: () => ({ kind: 'silence' }) });
    const database = await open(wire.port);
    const lost = new Promise((resolve) => database.onDidLose(resolve));
    const failure = await failureOf(database.query('ALTER SYSTEM BACKUP DATABASE', { deadlineMs: 30 }));
    assert.deepEqual([failure.reason, failure.ambiguous], ['timedOut', true]);
    await lost;
    await until(() => wire.open() === 0);
  });

  it('leaves a statement unsent, and without doubt, that waited behind one which was not answered', async () => {
    const wire = await server({ answer: () => ({ kind: 'silence' }) });
    const database = await open(wire.port);
    const first = failureOf(database.query('SELECT 1', { deadlineMs: 30 }));
    const second = await failureOf(database.query('ALTER SYSTEM BACKUP DATABASE'));
    assert.deepEqual([second.reason, second.ambiguous], ['connectionLost', false]);
    assert.equal((await first).reason, 'timedOut');
    assert.deepEqual(wire.statements, ['SELECT 1']);
  });

  it('takes a waiting statement out of the line when it is cancelled', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const wire = await server({ answer: () => ({ kind: 'later', when: gate, answer: { kind: 'ok' } }) });
    const database = await open(wire.port);
    const first = database.query('SELECT 1');
    const { cancellation, cancel } = wish();
    const second = failureOf(database.query('ALTER SYSTEM BACKUP DATABASE', { cancellation }));
    cancel();
    const failure = await second;
    assert.deepEqual([failure.reason, failure.ambiguous], ['cancelled', false]);
    release();
    await first;
    await database.query('SELECT 3');
    assert.deepEqual(wire.statements, ['SELECT 1', 'SELECT 3']);
  });

  it('tells the caller at once when a statement on its way is cancelled, and the connection lives on', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const column = { name: 'N', type: 8, charset: 63 };
    const wire = await server({
      answer: (text) =>
        text === 'SELECT 1'
          ? { kind: 'later', when: gate, answer: { kind: 'rows', columns: [column], rows: [['1']] } }
          : { kind: 'rows', columns: [column], rows: [['2']] },
    });
    const database = await open(wire.port);
    const { cancellation, cancel } = wish();
    const first = failureOf(database.query('SELECT 1', { cancellation }));
    await until(() => wire.statements.length === 1);
    cancel();
    const failure = await first;
    assert.deepEqual([failure.reason, failure.ambiguous], ['cancelled', true]);
    const second = database.query('SELECT 2');
    release();
    assert.deepEqual((await second).rows, [['2']]);
  });

  it('sends nothing for a wish that was withdrawn before', async () => {
    const wire = await server();
    const database = await open(wire.port);
    const { cancellation, cancel } = wish();
    cancel();
    const failure = await failureOf(database.query('SELECT 1', { cancellation }));
    assert.deepEqual([failure.reason, failure.ambiguous], ['cancelled', false]);
    assert.deepEqual(wire.statements, []);
  });
});
