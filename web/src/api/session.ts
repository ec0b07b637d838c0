import { queryOptions } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.js';
import { request } from './request.js';

export interface User {
  id: string;
  name: string;
  display_name: string | null;
  role: 'viewer' | 'member' | 'operator' | 'admin';
}

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return (await request<{ user: User }>('/session', { signal })).user;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
  retry: (failures, error) => failures < 5 && error instanceof ApiProblem && error.status === 0,
});

export async function signIn(name: string, password: string): Promise<User> {
  const body = { name, password };
  return (await request<{ user: User }>('/session', { method: 'POST', body })).user;
}

export async function signOut(): Promise<void> {
  await request<void>('/session', { method: 'DELETE' });
}

/** Whether somebody may revert, restore and undo. The server decides again. */
export function mayOperate(user: User | null | undefined): boolean {
  return user?.role === 'operator' || user?.role === 'admin';
}

/** Whether somebody may write of their own: open issues, comment, label. The server decides again. */
export function mayWrite(user: User | null | undefined): boolean {
  return user !== null && user !== undefined && user.role !== 'viewer';
}
