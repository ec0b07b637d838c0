import { Skeleton } from '@mantine/core';
import { useDelayed } from './use-delayed.js';

/** Rows to come, in their shape; nothing at all for the first moment. */
export function RowSkeletons({ rows = 8 }: { rows?: number }) {
  const visible = useDelayed(true);
  if (!visible) return null;
  return (
    <div aria-hidden="true" style={{ display: 'grid', gap: 14, padding: '14px 16px' }}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
          <Skeleton height={28} width={28} radius={9} />
          <Skeleton height={12} width={`${38 + ((index * 17) % 34)}%`} />
          <Skeleton height={10} width={58} ml="auto" />
        </div>
      ))}
    </div>
  );
}
