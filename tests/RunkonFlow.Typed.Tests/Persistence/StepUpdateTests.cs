using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Persistence;

// The three unit tests of the constructors of a step update.
public sealed class StepUpdateTests
{
    [Fact]
    public void Completed_sets_every_field()
        => Assert.Equal(
            new StepUpdate
            {
                Generation = 7,
                Status = StepStatus.Completed,
                ChildRunId = "child",
                ResultText = "result",
                ContextOut = "context",
                MarkersOut = """["m"]""",
                RetryCount = 2,
                StructuredOutput = "{}",
                StepError = null,
            },
            StepUpdate.Completed(7, "child", "result", "context", """["m"]""", 2, "{}"));

    [Fact]
    public void Failed_copies_the_message_into_result_and_error()
        => Assert.Equal(
            new StepUpdate { Generation = 7, Status = StepStatus.Failed, ResultText = "boom", StepError = "boom", RetryCount = 1 },
            StepUpdate.Failed(7, "boom", 1));

    [Fact]
    public void Failed_with_child_keeps_the_child_run()
        => Assert.Equal(
            new StepUpdate { Generation = 7, Status = StepStatus.Failed, ChildRunId = "child", ResultText = "boom", StepError = "boom", RetryCount = 1 },
            StepUpdate.FailedWithChild(7, "boom", 1, "child"));
}
