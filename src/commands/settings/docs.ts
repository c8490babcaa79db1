import type { Run } from '../../cli.ts';
import { Failure } from '../../core/base/problem.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { renderMarkdown } from '../../screens/ui/markdown.ts';
import { renderTable } from '../../screens/ui/table.ts';
import { theme } from '../../screens/ui/theme.ts';
import { printJson } from '../shared/screen.ts';

export const TOPICS: Readonly<Record<string, string>> = {
  studying: 'sessions, keys, the daily drill, reading, looking back',
  'your-values': 'put what you measured into your answers, with a walkthrough',
  'your-questions': 'your guide, imports, your own answers and stories, exports',
  speaking: 'say answers aloud: recording, pace, feedback',
  mock: 'timed mock interviews and their reports',
  plan: 'the plan for the interview, progress, the memory model',
  progress: 'how the plan, progress and readiness are computed',
  scripting: 'JSON, exit codes, cron, prompts, CI, Tab completion',
  troubleshooting: 'fix what does not work; settings; backups',
  import: 'every file format that prep reads',
  format: 'every field, placeholder, unit, setting and data file',
  json: 'every field that --json prints',
  architecture: 'for contributors: where code belongs',
  decisions: 'for contributors: what was decided, and why',
};

/** Longer lines are hard to read. */
const WIDEST = 100;

/** Links between documents become the command that shows the other one. */
const LINK = /\]\((?:\.\.\/)?(?:docs\/)?([\w-]+)\.md(?:#[^)\s]*)?\)/g;

const linksAsCommands = (markdown: string): string =>
  markdown.replaceAll(LINK, (link, name: string) =>
    Object.hasOwn(TOPICS, name) ? `](<prep docs ${name}>)` : link,
  );

function unknownTopic(topic: string): Failure {
  const [closest] = slipsOf(topic, Object.keys(TOPICS), 1);
  const all = '`prep docs` lists all topics';
  return new Failure('topic-unknown', `Unknown topic "${topic}".`, {
    hint: closest === undefined ? all : `did you mean \`prep docs ${closest}\`? ${all}`,
  });
}

export const docs: Run<'docs'> = async (context, [topic], options) => {
  if (topic !== undefined && !Object.hasOwn(TOPICS, topic)) throw unknownTopic(topic);
  const fileOf = (name: string): string => `${context.docs}/${name}.md`;
  const look = { columns: Math.min(context.screen.columns, WIDEST), theme: theme(context.screen) };

  if (options.json) {
    const names = topic === undefined ? Object.keys(TOPICS) : [topic];
    const topics = names.map((name) => ({
      name,
      about: TOPICS[name],
      file: fileOf(name),
      ...(topic === undefined ? {} : { text: context.files.readText(fileOf(name)) }),
    }));
    return printJson(context, 'docs', { topics });
  }
  if (topic === undefined) {
    const columns = [{ header: 'Topic' }, { header: 'About' }];
    const table = renderTable(Object.entries(TOPICS), columns, look.columns);
    await context.out.page(`${table}\n`);
    context.out.talk('`prep docs TOPIC` shows a topic.\n');
  } else {
    const markdown = linksAsCommands(context.files.readText(fileOf(topic)));
    await context.out.page(`${renderMarkdown(markdown, look)}\n`);
  }
  return 0;
};
