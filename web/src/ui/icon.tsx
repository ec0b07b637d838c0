/** Stroke icons on a 24 px grid; decorative, so text must stand beside or in an aria-label. */
const paths = {
  activity: 'M3 12h4l3 8 4-16 3 8h4',
  archive: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  arrowRight: 'M5 12h14M13 6l6 6-6 6',
  arrowUp: 'M12 19V5M6 11l6-6 6 6',
  at: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M16 8v5.5c0 3.5 5 2.5 5-1.5a9 9 0 1 0-4 7.5',
  bell: 'M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7M10 20a2 2 0 0 0 4 0',
  bolt: 'M13 3 5 14h6l-1 7 8-11h-6z',
  check: 'm5 12 5 5L20 7',
  chevronLeft: 'm15 6-6 6 6 6',
  chevronDown: 'm6 9 6 6 6-6',
  chevronRight: 'm9 6 6 6-6 6',
  chevronUp: 'm6 15 6-6 6 6',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  comment: 'M4 5h16v11H9l-5 4z',
  close: 'M6 6l12 12M18 6 6 18',
  compare: 'M8 4v16M16 4v16M8 8 4 12l4 4M16 8l4 4-4 4',
  dot: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  download: 'M12 4v11M7 10l5 5 5-5M5 20h14',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  flag: 'M5 21V4h13l-3 4.5 3 4.5H5',
  flow: 'M4 4h6v6H4zM14 14h6v6h-6zM7 10v7h7',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  database: 'M4 6c0-3.5 16-3.5 16 0s-16 3.5-16 0v12c0 3.5 16 3.5 16 0V6M4 12c0 3.5 16 3.5 16 0',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .9-1 1.7M12 17v.01',
  history: 'M4 12a8 8 0 1 1 2.5 5.8M3.5 7v5h5M12 8v4l3 2',
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1.5 3h3l1.5-3h5',
  issue: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2',
  issueClosed: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m-4 9 3 3 5-6',
  keyboard: 'M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  moon: 'M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5',
  pause: 'M8 5v14M16 5v14',
  pencil: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
  play: 'M7 5l12 7-12 7z',
  plus: 'M12 5v14M5 12h14',
  restore: 'M4 12a8 8 0 1 1 2.5 5.8M3.5 7v5h5',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l4.5 4.5',
  signOut: 'M14 4H5v16h9M10 12h11M18 9l3 3-3 3',
  retry: 'M20 12a8 8 0 1 1-2.5-5.8M20.5 3v4.5H16',
  skip: 'M5 5l9 7-9 7zM18 5v14',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  sync: 'M4 9h13l-3.5-4M20 15H7l3.5 4',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8h.01',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  tree: 'M5 3v15h5M5 8h5M10 5h10v6H10zM10 15h10v6H10z',
  undo: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20c.5-4 3.5-6 7-6s6.5 2 7 6',
  warning: 'M12 4 2.5 20h19zM12 10v4M12 17v.01',
  wifiOff:
    'M3 3l18 18M5 12a10 10 0 0 1 4-2.5M2 8.5a15 15 0 0 1 4-2.7M13 5a15 15 0 0 1 9 3.5M16 10.5a10 10 0 0 1 3 1.5M8.5 15.5a5 5 0 0 1 7 0M12 19h.01',
} as const;

export type IconName = keyof typeof paths;

interface IconProps {
  name: IconName;
  size?: number;
}

export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
