import type { ManualTopic, ServerIdentity } from '../dialect';

/** The manual's source is published per version, one branch each, in both languages and with the same paths. */
const MANUAL = 'https://github.com/oceanbase/oceanbase-doc';

/** Branches that have the pages below; a version without one of its own gets the closest before it. */
const BRANCHES: readonly (readonly [number, number, number])[] = [
  [4, 0, 0],
  [4, 1, 0],
  [4, 2, 0],
  [4, 2, 1],
  [4, 2, 5],
  [4, 3, 0],
  [4, 3, 3],
  [4, 3, 5],
];

const CHAPTER = '600.manage/600.backup-and-recovery';

/** Addresses of chapters, not of single pages, where pages were renamed between versions. */
const PATHS: Readonly<Record<Exclude<ManualTopic, 'errors'>, { kind: 'blob' | 'tree'; path: string }>> = {
  logArchive: { kind: 'blob', path: `${CHAPTER}/300.log-archive/100.overview-of-log-archive.md` },
  dataBackup: { kind: 'tree', path: `${CHAPTER}/400.data-backup` },
  cleaning: { kind: 'tree', path: `${CHAPTER}/500.clear-backup-data` },
  restore: { kind: 'tree', path: `${CHAPTER}/600.restore-data` },
  views: { kind: 'blob', path: `${CHAPTER}/400.data-backup/800.views-of-data-backup.md` },
};

/** Error numbers moved from chapter to chapter: the manual's own front page has a search for them. */
const FRONT_PAGES: Readonly<Record<'en' | 'zh-cn', string>> = {
  en: 'https://en.oceanbase.com/docs/oceanbase-database',
  'zh-cn': 'https://www.oceanbase.com/docs/oceanbase-database-cn',
};

/** OceanBase's manual for a version of 4.x. */
export function manualUrl(identity: ServerIdentity, topic: ManualTopic, language: 'en' | 'zh-cn'): string {
  if (topic === 'errors') {
    return FRONT_PAGES[language];
  }
  const { kind, path } = PATHS[topic];
  const folder = language === 'en' ? 'en-US' : 'zh-CN';
  return `${MANUAL}/${kind}/V${branchOf(identity.versionNumbers).join('.')}/${folder}/${path}`;
}

function branchOf(version: readonly number[]): readonly number[] {
  const fitting = BRANCHES.filter((branch) => compareVersions(branch, version) <= 0);
  return fitting.at(-1) ?? BRANCHES[0] ?? [];
}

function compareVersions(left: readonly number[], right: readonly number[]): number {
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
