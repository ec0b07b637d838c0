import { createTheme, type MantineColorsTuple } from '@mantine/core';

const iris: MantineColorsTuple = [
  '#eef2ff',
  '#e0e7ff',
  '#c7d2fe',
  '#a5b4fc',
  '#8b96f9',
  '#6d72f3',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
];

/** Cool greys; the sixth is Mantine's dimmed text and has to pass AA on the page's background. */
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f2f5',
  '#e5e8ed',
  '#d9dde4',
  '#c3c9d3',
  '#9aa3b2',
  '#586172',
  '#434b5a',
  '#2b313d',
  '#171b24',
];

const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#bcc3d0',
  '#98a2b5',
  '#6b758a',
  '#3d4557',
  '#2d3444',
  '#1e2431',
  '#141924',
  '#10141d',
  '#0b0e15',
];

export const theme = createTheme({
  colors: { iris, gray, dark },
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: '650' },
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, fz: 'xs' } },
    Modal: { defaultProps: { radius: 'lg', closeButtonProps: { 'aria-label': 'Close' } } },
    // The placeholder is a focusable thing inside a menu that is no item of it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});
