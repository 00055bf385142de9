import assert from 'node:assert/strict';
import { startWorkbench, type Workbench } from '../support/workbench';
import { type Answer, startWireServer, type WireServer } from '../unit/mysql/support/wireServer';

/** Answers as a server that is no OceanBase, so that the form has something to say. */
function asMysql(text: string): Answer {
  const row = (value: string): Answer => ({
    kind: 'rows',
    columns: [{ name: 'value', type: 253, charset: 45 }],
    rows: [[value]],
  });
  if (/version_comment/.test(text)) return row('MySQL Community Server - GPL');
  if (/\bVERSION\(\)/.test(text) && !/OB_VERSION/.test(text)) return row('8.0.36');
  return { kind: 'error', number: 1305, sqlState: '42000', message: 'FUNCTION does not exist' };
}

const WORDS = {
  en: {
    view: 'Clusters',
    welcome: 'Start Demo Cluster',
    add: 'OceanBase Backup: Add Connection…',
    hosts: 'Hosts',
    user: 'User',
    password: 'Password',
    save: 'Save and connect',
    test: 'Test',
    badHost: /"a b c:x" is not a host|is not a host/,
    result: /This is MySQL 8\.0\.36, not OceanBase\./,
  },
  'zh-cn': {
    view: '集群',
    welcome: '启动演示集群',
    add: 'OceanBase Backup: 添加连接…',
    hosts: '主机',
    user: '用户名',
    password: '密码',
    save: '保存并连接',
    test: '测试',
    badHost: /不是有效的主机/,
    result: /这是 MySQL 8\.0\.36，不是 OceanBase。/,
  },
} as const;

for (const locale of ['en', 'zh-cn'] as const) {
  const words = WORDS[locale];

  describe(`the form of a connection, in ${locale}`, function () {
    this.timeout(120_000);
    let workbench: Workbench;
    let server: WireServer;

    before(async () => {
      server = await startWireServer({ answer: asMysql });
      workbench = await startWorkbench({ locale, theme: locale === 'en' ? 'dark' : 'light' });
    });

    after(async () => {
      await workbench.stop();
      await server.close();
    });

    const form = () => workbench.page.locator('.quick-input-widget');
    const row = (name: string) => form().locator('.quick-input-list').getByRole('option', { name }).first();

    /** Goes to a row by typing its name, as a person at the keyboard does, and answers its question. */
    async function fill(name: string, text: string): Promise<void> {
      const { page } = workbench;
      await row(name).waitFor();
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await form().locator('.quick-input-title', { hasText: name }).waitFor();
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    }

    it('begins at a welcome that leads to it', async () => {
      await workbench.openContainer();
      await workbench.page.getByRole('button', { name: words.welcome }).waitFor();
      await workbench.screenshot(`welcome-${locale}`);
    });

    it('refuses a host that is none, with the sentence beneath it', async () => {
      const { page } = workbench;
      await workbench.command(words.add);
      await row(words.hosts).waitFor();
      // a new form starts on its first field: Enter alone opens it
      await page.keyboard.press('Enter');
      await form().locator('.quick-input-title', { hasText: words.hosts }).waitFor();
      await page.keyboard.type('http://ob1');
      await form().getByText(words.badHost).waitFor();
      await page.keyboard.press('Enter');
      await workbench.screenshot(`connection-refused-field-${locale}`);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(`127.0.0.1:${server.port}`);
      await page.keyboard.press('Enter');
      await row(words.save).waitFor();
    });

    it('is filled in by keyboard alone and shows what it holds, the password as dots', async () => {
      await fill(words.user, 'root@sys');
      await fill(words.password, 'geheim');
      await row(words.test).waitFor();
      await workbench.screenshot(`connection-form-${locale}`);
      const text = (await form().textContent()) ?? '';
      assert.match(text, /127\.0\.0\.1:\d+/);
      assert.match(text, /••••••••/);
      assert.doesNotMatch(text, /geheim/);
    });

    it('says what a test found, and stays', async () => {
      const { page } = workbench;
      await fill(words.password, '');
      await row(words.test).waitFor();
      await page.keyboard.type(words.test);
      await page.keyboard.press('Enter');
      await form().getByText(words.result).first().waitFor();
      await workbench.page.locator('.notification-toast').getByText(words.result).first().waitFor();
      await workbench.screenshot(`connection-tested-${locale}`);
      await page.keyboard.press('Escape');
    });
  });
}
