/** Prints like mocha's own `spec`, and writes what happened to the file named in OB_BACKUP_TEST_RESULT. */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

class ResultFileReporter extends reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {{ passes: object[], failures: object[], pending: object[] }} */
    const result = { passes: [], failures: [], pending: [] };
    runner.on('pass', (test) => result.passes.push({ title: test.fullTitle() }));
    runner.on('pending', (test) => result.pending.push({ title: test.fullTitle() }));
    runner.on('fail', (test, error) =>
      result.failures.push({ title: test.fullTitle(), error: String(error) }),
    );
    runner.once('end', () => {
      const file = process.env['OB_BACKUP_TEST_RESULT'];
      if (file !== undefined) writeFileSync(file, JSON.stringify(result, null, 2));
    });
  }
}

module.exports = ResultFileReporter;
