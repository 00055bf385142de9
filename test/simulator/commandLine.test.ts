import assert from 'node:assert/strict';
import { helpText, readArguments, readOptions } from '../../src/simulator/commandLine';
import { VirtualClock } from '../../src/simulator/virtualClock';
import { createWorld, LINES } from '../../src/simulator/worlds';

describe('the simulator in a terminal', () => {
  it('has a default for everything', () => {
    assert.deepEqual(readArguments([]), {
      version: '4.2.5',
      scenario: 'healthy',
      host: '127.0.0.1',
      port: 2881,
      speed: 1,
      seed: 1,
      password: '',
      startMicros: undefined,
      faults: [],
    });
  });

  it('takes options in both spellings', () => {
    const options = readArguments([
      ...['--version', '3.2.3', '--port=0', '--speed', '60.5', '--password', '--odd'],
      ...['--start', '2026-03-01T20:00:00+08:00', '--fault', 'stall:NOW', '--fault=refuseLogin:1040'],
    ]);
    assert.ok(options);
    assert.deepEqual([options.version, options.port, options.speed], ['3.2.3', 0, 60.5]);
    assert.equal(options.password, '--odd');
    assert.equal(options.startMicros, 1_772_366_400_000_000n);
    assert.deepEqual(
      options.faults.map(({ kind }) => kind),
      ['stall', 'refuseLogin'],
    );
  });

  it('says what is wrong with an option', () => {
    const wrong: readonly (readonly [words: readonly string[], text: RegExp])[] = [
      [['--nosuch', '1'], /--nosuch is no option/],
      [['serve'], /'serve' is no option/],
      [['--port'], /--port needs a value/],
      [['--port', '70000'], /--port must be a whole number from 0 to 65535, not '70000'/],
      [['--speed', '10001'], /--speed must be a number from 0/],
      [['--speed', '-1'], /--speed must be/],
      [['--start', '2026-03-01'], /--start must be a time with its zone/],
    ];
    for (const [words, text] of wrong) {
      assert.throws(() => readArguments(words), text, words.join(' '));
    }
  });

  it('lists versions, scenarios and users', () => {
    assert.equal(readArguments(['--port', '0', '--help']), undefined);
    const help = helpText();
    for (const { versions, scenarios } of LINES) {
      for (const word of [...versions, ...scenarios.map(({ name }) => name)]) {
        assert.ok(help.includes(word), word);
      }
    }
    assert.match(help, /root@sys/);
  });

  it('names the known versions and scenarios for an unknown one', () => {
    const clock = new VirtualClock({ startMicros: 0n, speed: 0 });
    const make = (written: Record<string, string>) => () => createWorld({ ...readOptions(written), clock });
    assert.throws(make({ version: '9.9' }), /unknown version '9\.9'; known are .*3\.2\.3.*4\.2\.5/);
    assert.throws(make({ scenario: 'chaos' }), /unknown scenario 'chaos' for 4\.2\.5; known are .*healthy/);
  });
});
