import { Kbd, Modal } from '@mantine/core';
import classes from './keyboard-help.module.css';

const groups: { title: string; keys: [string[], string][] }[] = [
  {
    title: 'Anywhere',
    keys: [
      [['?'], 'This help'],
      [['Ctrl', 'K'], 'Go to a page, an issue, a record or a correlation'],
      [['g', 'a'], 'Go to live activity'],
      [['g', 'h'], "Go to a record's history"],
      [['g', 'c'], 'Go to the trace of a correlation'],
      [['g', 'i'], 'Go to the issues'],
      [['g', 'n'], 'Go to your notifications'],
      [['g', 'd'], 'Go to the deliveries'],
      [['g', 'w'], 'Go to the workflows'],
      [['g', 'p'], 'Go to the database changes, psql and others'],
      [['g', 's'], 'Go to the sync with other deployments'],
      [['t'], 'Switch between light and dark'],
      [['Esc'], 'Close what is open'],
    ],
  },
  {
    title: 'Live activity',
    keys: [
      [['j'], 'Next row'],
      [['k'], 'Previous row'],
      [['Enter'], "Open the row's record"],
      [['p'], 'Pause or go on'],
      [['.'], 'Show what is new'],
      [['/'], 'Filter'],
    ],
  },
  {
    title: 'Trace',
    keys: [
      [['j'], 'Next step'],
      [['k'], 'Previous step'],
      [['['], 'Close a branch, or go to what caused it'],
      [[']'], 'Open a branch'],
      [['Enter'], 'What is known of the step'],
      [['/'], 'Find'],
      [['n'], 'Next found'],
    ],
  },
  {
    title: 'Issues, deliveries, changes, workflows, sync',
    keys: [
      [['j'], 'Next row'],
      [['k'], 'Previous row'],
      [['Enter'], 'Open it'],
      [['/'], 'Filter'],
      [['r'], 'Issue: write a comment'],
    ],
  },
  {
    title: 'Record history',
    keys: [
      [['j'], 'Older version'],
      [['k'], 'Newer version'],
      [['Enter'], 'Open or close its changes'],
      [['c'], 'Mark for comparison'],
      [['a'], 'As of: the record at a time'],
    ],
  },
];

/** All keys; a module of its own, loaded when somebody asks. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard" size="lg" centered>
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={classes.title}>{group.title}</h3>
            <dl className={classes.list}>
              {group.keys.map(([keys, meaning]) => (
                <div key={meaning} className={classes.row}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key} mr={4}>
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
