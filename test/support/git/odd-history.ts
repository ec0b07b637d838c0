import type { FixtureCommit, GitFixture } from './git-fixture.js';

const MEGABYTE = 1024 * 1024;
const lines = (word: string) => Array.from({ length: 40 }, (_, n) => `${word} ${n}\n`).join('');
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** Names that trip whoever quotes, splits or decodes. */
export const ODD_NAMES = [
  'grün/日本語 🎉.txt',
  'new\nline.txt',
  'quote"back\\slash.txt',
  "it's.txt",
  'tab\there.txt',
  '-rf',
  ':(glob)*.txt',
  ' spaces ',
  'HEAD',
];

const GROWING: readonly FixtureCommit[] = [
  {
    files: [
      ['readme.md', 'Hello\n'],
      ['src/a.txt', lines('a')],
      ['empty.txt', ''],
      ['crlf.txt', 'one\r\ntwo\r\n'],
      ['bom.txt', '\uFEFFmark\n'],
      ['no-end.txt', 'no newline at the end'],
    ],
  },
  {
    files: [
      ['latin1.txt', latin1('Grüße\n')],
      ['logo.bin', Buffer.from([1, 0, 2])],
      ['late-nul.txt', `${'x'.repeat(20_000)}\0`],
      ['huge.txt', 'h'.repeat(MEGABYTE + 1)],
      ['limit.txt', 'l'.repeat(MEGABYTE)],
      ['replacement.txt', '\uFFFDbegins with it\n'],
      ['surrogate.txt', Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62])],
      ['notes.txt', 'text\n'],
    ],
  },
  {
    files: [
      ['readme.md', 'Hello, you\n'],
      ['src/a.txt', `${lines('a')}more\n`],
    ],
  },
  {
    files: [
      ['src/a.txt', null],
      ['src/b.txt', `${lines('a')}more\n`],
    ],
  },
  {
    files: [
      ['src/b.txt', null],
      ['lib/b.txt', `${lines('a')}more, edited\n`],
    ],
  },
  { files: [['readme.md', null]] },
  { files: [['readme.md', 'Back again\n']] },
  {
    files: [
      ...ODD_NAMES.map((name) => [name, `in ${name}`] as const),
      [latin1('latin-\xe9.txt'), 'odd name\n'],
      [latin1('both-\xe9.txt'), latin1('odd \xe9\n')],
    ],
  },
  { files: [['latin1.txt', 'Grüße\n']], message: 'Turn Latin-1 into UTF-8' },
  { files: [['notes.txt', Buffer.from('text\0now binary')]] },
  { files: [['notes.txt', 'text again\n']] },
];

/** Everything a history can hold that is not the usual edit. */
export function makeOddHistory(fixture: GitFixture): void {
  const fork = fixture.commit(...GROWING);
  const side = fixture.commit(
    { branch: 'side', from: fork, files: [['side.txt', lines('side')]], author: 'Sid <sid@x>' },
    {
      branch: 'side',
      files: [
        ['side.txt', `${lines('side')}!`],
        ['crlf.txt', 'side\r\n'],
      ],
    },
  );
  fixture.commit(
    { files: [['readme.md', 'Meanwhile on main\n']] },
    {
      merge: side,
      files: [
        ['side.txt', `${lines('side')}!`],
        ['crlf.txt', 'side and main\r\n'],
      ],
    },
    {
      files: [
        ['link.txt', 'readme.md', '120000'],
        ['bom.txt', 'readme.md', '120000'],
      ],
    },
    {
      files: [
        ['bom.txt', 'a file again\n'],
        ['link.txt', 'a file now\n'],
      ],
    },
    { files: [['module', '0123456789012345678901234567890123456789', '160000']] },
    { files: [['readme.md', 'Meanwhile on main\n', '100755']], message: 'Mode only' },
    {
      files: [
        ['no-end.txt', 'e'.repeat(2 * MEGABYTE)],
        ['huge.txt', 'small now\n'],
      ],
    },
    {
      files: [
        ['no-end.txt', 'small again'],
        ['limit.txt', null],
      ],
    },
    {
      files: [
        ['lib/b.txt', lines('side')],
        ['side.txt', lines('b')],
      ],
      message: 'Swap',
    },
    {
      files: [
        ['lib/b.txt', null],
        ['lib', lines('side')],
      ],
    },
    {
      files: [
        ['empty.txt', null],
        ['still-empty.txt', ''],
      ],
    },
    { message: '' },
    {
      files: [
        [ODD_NAMES[1]!, null],
        ['renamed\n\nto this.txt', `in ${ODD_NAMES[1]!}`],
      ],
      message: latin1('Größer\n\nmit Körper\n'),
      author: 'Jürg <j@x>',
      encoding: 'ISO-8859-1',
      when: 1_000_000_000,
    },
    {
      files: [
        [latin1('latin-\xe9.txt'), null],
        ['latin-é.txt', 'odd name\n'],
      ],
      author: ' <>',
    },
    { files: [['readme.md', 'Far future\n']], when: 99_999_999_999 },
    {
      files: [
        ['logo.bin', null],
        ['moved.bin', Buffer.from([1, 0, 2])],
      ],
    },
    {
      files: [
        ['copy.txt', 'a file again\n'],
        ['module', null],
        ['HEAD', null],
      ],
    },
  );
}
