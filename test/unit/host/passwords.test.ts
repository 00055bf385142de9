import assert from 'node:assert/strict';
import { Passwords } from '../../../src/host/connections/passwords';
import { MemoryLog, MemorySecrets, profile } from './support/fakes';

const nobody = async (): Promise<undefined> => undefined;

describe('the passwords of connections', () => {
  it('are kept in the secret storage, the empty one too', async () => {
    const secrets = new MemorySecrets();
    await new Passwords(secrets, nobody, new MemoryLog()).keep(profile(), '');
    const afterReload = new Passwords(secrets, nobody, new MemoryLog());
    assert.equal(await afterReload.known(profile()), '');
    assert.equal(await afterReload.known(profile({ id: 'two' })), undefined);
  });

  it('kept until the window closes never reach the secret storage', async () => {
    const secrets = new MemorySecrets();
    const passwords = new Passwords(secrets, nobody, new MemoryLog());
    const fleeting = profile({ passwordKeeping: 'untilWindowCloses' });
    await passwords.keep(fleeting, 'pw');
    assert.equal(await passwords.known(fleeting), 'pw');
    assert.equal(secrets.values.size, 0);
  });

  it('asked for every time are kept nowhere', async () => {
    const secrets = new MemorySecrets();
    const passwords = new Passwords(secrets, nobody, new MemoryLog());
    const asking = profile({ passwordKeeping: 'askEveryTime' });
    await passwords.keep(asking, 'pw');
    assert.equal(await passwords.known(asking), undefined);
    assert.equal(secrets.values.size, 0);
  });

  it('are asked for by one question, however many need them at the same time', async () => {
    const questions: string[] = [];
    const answers: ((password: string) => void)[] = [];
    const ask = (): Promise<string> => {
      questions.push('?');
      return new Promise((resolve) => answers.push(resolve));
    };
    const passwords = new Passwords(new MemorySecrets(), ask, new MemoryLog());
    const asked = [passwords.ask(profile(), 'notKnown'), passwords.ask(profile(), 'refused')];
    const other = passwords.ask(profile({ id: 'two' }), 'notKnown');
    assert.equal(questions.length, 2);
    for (const answer of answers) {
      answer('pw');
    }
    assert.deepEqual(await Promise.all([...asked, other]), ['pw', 'pw', 'pw']);
    answers.length = 0;
    const again = passwords.ask(profile(), 'refused');
    assert.equal(questions.length, 3);
    answers[0]?.('later');
    assert.equal(await again, 'later');
  });

  it('that the secret storage does not take are kept until the window closes, and that is said', async () => {
    const secrets = new MemorySecrets();
    const log = new MemoryLog();
    const passwords = new Passwords(secrets, nobody, log);
    const told: string[] = [];
    passwords.onDidFailToStore(({ id }) => told.push(id));
    secrets.broken = true;
    await passwords.keep(profile(), 'geheim');
    assert.deepEqual(told, ['one']);
    assert.equal(await passwords.known(profile()), 'geheim');
    assert.ok(log.lines.length > 0);
    assert.ok(!log.lines.join().includes('geheim'));
  });

  it('that were damaged in the storage are asked for again and quoted nowhere', async () => {
    const secrets = new MemorySecrets();
    const log = new MemoryLog();
    secrets.values.set('obBackup.password.one', 'geheim but not JSON');
    assert.equal(await new Passwords(secrets, nobody, log).known(profile()), undefined);
    assert.ok(!log.lines.join().includes('geheim'));
  });

  it('move along when the way of keeping them changes', async () => {
    const secrets = new MemorySecrets();
    const passwords = new Passwords(secrets, nobody, new MemoryLog());
    const stored = profile();
    const fleeting = profile({ passwordKeeping: 'untilWindowCloses' });
    await passwords.keep(stored, 'pw');
    await passwords.move(stored, fleeting);
    assert.equal(secrets.values.size, 0);
    assert.equal(await passwords.known(fleeting), 'pw');
    await passwords.move(fleeting, stored);
    assert.equal(await passwords.known(stored), 'pw');
    assert.equal(secrets.values.size, 1);
  });

  it('leave no trace when they are forgotten', async () => {
    const secrets = new MemorySecrets();
    const passwords = new Passwords(secrets, nobody, new MemoryLog());
    await passwords.keep(profile(), 'pw');
    await passwords.forget('one');
    assert.equal(await passwords.known(profile()), undefined);
    assert.equal(secrets.values.size, 0);
  });
});
