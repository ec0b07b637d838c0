import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** The corner itself; a module of its own, loaded when there is something to say. */
export default function ToastCorner() {
  return <Notifications position="bottom-right" limit={3} />;
}
