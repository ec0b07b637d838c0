import {
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type Ref,
  Suspense,
  useState,
} from 'react';

export type MenuButton = ReactElement<
  HTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> }
>;

interface MenuOnDemandProps {
  button: MenuButton;
  /** The menu with its button in it, of a module that is loaded when it is wanted. */
  children: (button: MenuButton) => ReactNode;
}

/** A button whose menu is loaded when it is first pressed: the first view needs none. */
export function MenuOnDemand({ button, children }: MenuOnDemandProps) {
  const [wanted, setWanted] = useState(false);
  const alone = cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setWanted(true),
  });
  return wanted ? <Suspense fallback={alone}>{children(button)}</Suspense> : alone;
}
