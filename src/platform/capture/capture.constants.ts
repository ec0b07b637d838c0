/** Metadata of a class that `@ChangeProcessor` decorates. */
export const PROCESSOR = 'backstory:capture:processor';

/** Metadata of a method that `@OnCreate`, `@OnUpdate` or `@OnDestroy` decorates. */
export const HANDLES = 'backstory:capture:handles';
