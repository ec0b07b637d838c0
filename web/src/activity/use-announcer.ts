import { useEffect, useRef, useState } from 'react';

const DEBOUNCE_MS = 1_000;

/** Says how many changes wait, when more came, and not for each of them. */
export function useAnnouncer(waiting: number): string {
  const [text, setText] = useState('');
  const said = useRef(0);
  useEffect(() => {
    if (waiting <= said.current) {
      said.current = waiting;
      setText('');
      return undefined;
    }
    const timer = setTimeout(() => {
      said.current = waiting;
      setText(`${waiting} new ${waiting === 1 ? 'change' : 'changes'}`);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return text;
}
