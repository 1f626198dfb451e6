using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>The parameters of <c>commit_step_v1</c>.</summary>
internal sealed class StepCommitSlots(SqlCommand command)
{
    private readonly Slot _runId = Slot.Id(command, "run_id");
    private readonly Slot _generation = Slot.Long(command, "generation");
    private readonly Slot _sequence = Slot.Long(command, "sequence");
    private readonly Slot _digest = Slot.Hash(command, "digest");
    private readonly Slot _status = Slot.Byte(command, "status");
    private readonly Slot _seenInbox = Slot.Long(command, "seen_inbox");
    private readonly Slot _makesProgress = Slot.Bit(command, "makes_progress");
    private readonly Slot _isFinalizing = Slot.Bit(command, "is_finalizing");
    private readonly Slot _finalizersDue = Slot.Time(command, "finalizers_due");
    private readonly Slot _shape = Slot.Text(command, "shape", 200);
    private readonly Slot _frame = Slot.Bytes(command, "frame");
    private readonly Slot _atNode = Slot.Text(command, "at_node", 400);
    private readonly Slot _steps = Slot.Int(command, "steps");
    private readonly StepSlots _first = new(command, "s1_");
    private readonly StepSlots _second = new(command, "s2_");

    public SqlCommand Command => command;

    /// <exception cref="ArgumentException">A text is longer than its column.</exception>
    public void Fill(CommitRequest request)
    {
        var commit = request.Commit;
        _runId.SetText(commit.RunText);
        _generation.Set(commit.Generation);
        _sequence.Set(commit.Sequence);
        _digest.SetHash(request.Digest);
        _status.Set((byte)commit.Status);
        _seenInbox.Set(commit.SeenInbox);
        _makesProgress.Set(commit.MakesProgress);
        _isFinalizing.Set(commit.IsFinalizing);
        _finalizersDue.SetTime(commit.FinalizersDueAt);
        _shape.SetText(commit.Shape);
        _frame.SetBytes(commit.Frame);
        _atNode.SetText(commit.AtNode);
        _steps.Set(commit.Steps.Count);
        Fill(_first, 0);
        Fill(_second, 1);

        void Fill(StepSlots slots, int place)
        {
            if (place < commit.Steps.Count) slots.Fill(commit.Steps[place]);
            else slots.Clear();
        }
    }
}
