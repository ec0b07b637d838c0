/** The variables of a process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What git may be told by its surroundings: nothing that was meant for another repository, no
 * prompt, no network (a hostile partial clone would fetch, with a command of its choice), and no
 * replaced or grafted objects, so that history is what its hashes say.
 */
export function gitEnvironment(env: Environment): Environment {
  const inherited = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}
