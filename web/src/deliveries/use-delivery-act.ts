import { useMutation, useQueryClient } from '@tanstack/react-query';

interface DeliveryActOptions {
  onSuccess?: () => void;
  onError?: (error: Error) => void;
}

/** Does something about deliveries; whatever shows some is read again afterwards. */
export function useDeliveryAct(act: () => Promise<unknown>, options: DeliveryActOptions = {}) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    ...options,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
        queryClient.invalidateQueries({ queryKey: ['changes'] }),
      ]),
  });
}
