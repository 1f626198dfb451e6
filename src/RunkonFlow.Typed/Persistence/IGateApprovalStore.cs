namespace RunkonFlow.Typed.Persistence;

/// <summary>Decisions of people on gates.</summary>
public interface IGateApprovalStore
{
    /// <summary>Where a gate stands; a missing step reads pending.</summary>
    ValueTask<GateApprovalState> GetGateApprovalAsync(long stepId, CancellationToken cancellationToken = default);

    /// <summary>Decides a gate at once, whatever its quorum. Conditional on its waiting and on its deadline.</summary>
    ValueTask<CommandResult> ApproveAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default);

    /// <summary>Rejects a gate.</summary>
    ValueTask<CommandResult> RejectAsync(long stepId, Command command, string? feedback = null, CancellationToken cancellationToken = default);

    /// <summary>One voter's approval; the gate is approved in the vote's transaction when the quorum is reached. A voter votes once.</summary>
    ValueTask<CommandResult> VoteAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default);
}
