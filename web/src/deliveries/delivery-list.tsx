import type { Delivery } from '../api/deliveries.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import type { DeliveriesSearch } from './deliveries-search.js';
import { DeliveryRow } from './delivery-row.js';
import classes from './delivery-list.module.css';

interface DeliveryListProps {
  deliveries: Delivery[];
  search: DeliveriesSearch;
  mayAct: boolean;
  onChange: (next: Partial<DeliveriesSearch>) => void;
}

export function DeliveryList({ deliveries, search, mayAct, onChange }: DeliveryListProps) {
  const list = useRowKeys<HTMLDivElement>();
  return (
    <div role="table" aria-label="Deliveries, newest first" ref={list} className={classes.table}>
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.line}>
          <span role="columnheader">State</span>
          <span role="columnheader">What, to whom</span>
          <span role="columnheader">Attempts</span>
          <span role="columnheader">When</span>
          <span role="columnheader">
            <span className="visually-hidden">Acts</span>
          </span>
        </div>
      </div>
      <div role="rowgroup">
        {deliveries.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            opened={search.id === delivery.id}
            mayAct={mayAct}
            onChange={onChange}
          />
        ))}
      </div>
    </div>
  );
}
