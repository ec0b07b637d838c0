export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#4f46e5" />
      <g fill="none" strokeLinecap="round" strokeLinejoin="round">
        <path d="M9.2 12.2A8.2 8.2 0 1 1 8 17.6M8.4 7.6v5.2h5.2" stroke="#fff" strokeWidth="2.6" />
        <path d="M16.4 12.6V17l3 1.8" stroke="#c7d2fe" strokeWidth="2.4" />
      </g>
    </svg>
  );
}
