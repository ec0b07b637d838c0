import { Kbd, Modal } from '@mantine/core';
import classes from './keyboard-help.module.css';

const groups: { title: string; keys: [string[], string][] }[] = [
  {
    title: 'Anywhere',
    keys: [
      [['?'], 'This help'],
      [['g', 'a'], 'Go to live activity'],
      [['g', 'r'], 'Go to a record'],
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

interface KeyboardHelpProps {
  opened: boolean;
  onClose: () => void;
}

export function KeyboardHelp({ opened, onClose }: KeyboardHelpProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="lg" centered>
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
