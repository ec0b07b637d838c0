import type { VersionEvent } from '../../audit/index.js';
import { HANDLES } from '../capture.constants.js';
import type { ProcessorMethod } from '../interfaces/change-processor.interface.js';

/** Decorates methods of change processors. */
export type ChangeHandlerDecorator = <Method extends ProcessorMethod>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/** Gives a method what was created. @publicApi */
export function OnCreate(): ChangeHandlerDecorator {
  return handles('create');
}

/** Gives a method what was updated; soft deletion and its opposite are updates. @publicApi */
export function OnUpdate(): ChangeHandlerDecorator {
  return handles('update', 'soft_delete', 'restore');
}

/** Gives a method what was destroyed. @publicApi */
export function OnDestroy(): ChangeHandlerDecorator {
  return handles('destroy');
}

function handles(...events: readonly VersionEvent[]): ChangeHandlerDecorator {
  return (_target, _key, descriptor) => {
    const method = descriptor.value!;
    const before = (Reflect.getMetadata(HANDLES, method) ?? []) as VersionEvent[];
    Reflect.defineMetadata(HANDLES, [...before, ...events], method);
  };
}
