import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

interface TestResult {
  readonly title: string;
  readonly error?: string;
}

/**
 * VS Code calls this inside its extension host. What happened goes to the file that the runner outside named,
 * because an extension host that dies can look like a success from there.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, reporter: 'spec' });
  const only = process.env['OB_BACKUP_HOST_TESTS'];
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.js') && (only === undefined || only === '' || name.includes(only))) {
      mocha.addFile(path.join(__dirname, name));
    }
  }
  const passes: TestResult[] = [];
  const failures: TestResult[] = [];
  const pending: TestResult[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => passes.push({ title: test.fullTitle() }));
    runner.on('pending', (test) => pending.push({ title: test.fullTitle() }));
    runner.on('fail', (test, error: unknown) => {
      failures.push({
        title: test.fullTitle(),
        error: error instanceof Error ? String(error.stack) : String(error),
      });
    });
  });
  const resultFile = process.env['OB_BACKUP_TEST_RESULT'];
  if (resultFile !== undefined) {
    writeFileSync(resultFile, JSON.stringify({ passes, failures, pending }, null, 2));
  }
  if (failures.length > 0 || passes.length === 0) {
    throw new Error(`${failures.length} failed, ${passes.length} passed`);
  }
}
