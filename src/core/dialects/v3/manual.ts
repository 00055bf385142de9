import type { ManualTopic } from '../dialect';

/**
 * The manual's source is published with one branch per version; of 3.x the last with a Chinese and
 * the last with an English text. Pages are named differently from branch to branch: the address is
 * that of the book, where chapter and page can be found.
 */
const BOOKS: Readonly<Record<'en' | 'zh-cn', string>> = {
  en: 'https://github.com/oceanbase/oceanbase-doc/tree/V3.1.1/en-US',
  'zh-cn': 'https://github.com/oceanbase/oceanbase-doc/tree/V3.1.5/zh-CN',
};

/** Error numbers are best found with the search of the manual's front page. */
const FRONT_PAGES: Readonly<Record<'en' | 'zh-cn', string>> = {
  en: 'https://en.oceanbase.com/docs/oceanbase-database',
  'zh-cn': 'https://www.oceanbase.com/docs/oceanbase-database-cn',
};

/** OceanBase's manual for 3.x. */
export function manualUrl(topic: ManualTopic, language: 'en' | 'zh-cn'): string {
  return topic === 'errors' ? FRONT_PAGES[language] : BOOKS[language];
}
