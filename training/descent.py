"""A step of training, as the encoder and all heads take it."""
import torch


def descend(loss, optimizer, schedule, clip=None):
    """Moves the optimizer's parameters against the gradient of `loss` (its norm at most `clip`), and the rate along `schedule`."""
    optimizer.zero_grad()
    loss.backward()
    if clip is not None:
        torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], clip)
    optimizer.step()
    schedule.step()
