using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Persistence;

// The five unit tests of the gate state rule of the contract that the store's named operations keep.
public sealed class GateApprovalStateTests
{
    private static readonly DateTimeOffset s_moment = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Approved_when_approved_at_is_set()
    {
        var state = GateApprovalState.FromFields(s_moment, StepStatus.Waiting, "good", ["a"]);

        var approved = Assert.IsType<GateApprovalState.Approved>(state);
        Assert.Equal("good", approved.Feedback);
        Assert.Equal(["a"], approved.Selections);
    }

    [Fact]
    public void Approved_when_status_is_completed()
        => Assert.IsType<GateApprovalState.Approved>(GateApprovalState.FromFields(null, StepStatus.Completed, null, []));

    [Fact]
    public void Rejected_when_status_is_failed()
        => Assert.Equal(new GateApprovalState.Rejected("bad"), GateApprovalState.FromFields(null, StepStatus.Failed, "bad", []));

    [Fact]
    public void Pending_when_waiting_without_approval()
        => Assert.IsType<GateApprovalState.Pending>(GateApprovalState.FromFields(null, StepStatus.Waiting, null, []));

    [Fact]
    public void Approved_at_takes_precedence_over_failed()
        => Assert.IsType<GateApprovalState.Approved>(GateApprovalState.FromFields(s_moment, StepStatus.Failed, null, []));

    [Theory]
    [InlineData(StepStatus.TimedOut)]
    [InlineData(StepStatus.Skipped)]
    [InlineData(StepStatus.Cancelled)]
    public void Closed_when_ended_without_a_decision(StepStatus status)
        => Assert.Equal(new GateApprovalState.Closed(status), GateApprovalState.FromFields(null, status, null, []));
}
