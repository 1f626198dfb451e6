using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;
using Shop;

namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>People, messages, failures and crashes; the guide quotes this.</summary>
public sealed class GoodsReturnTests
{
    private readonly FakeBooks _books = new();

    [Fact]
    public async Task Somebody_decides_what_becomes_of_a_damaged_parcel()
    {
        await using var test = WorkflowTest.For(GoodsReturn.Start("order-1", 20m)).With<IBookkeeping>(_books);

        await test.RunUntilAsync(GoodsReturn.Signals.Arrived);
        await test.SignalAsync(GoodsReturn.Signals.Arrived, new Parcel("return-order-1", IsDamaged: true));
        await test.RunUntilAsync(GoodsReturn.Gates.Goodwill);
        await test.RejectAsync(GoodsReturn.Gates.Goodwill, "it was thrown", by: "Bea");

        Assert.Equal("refused: it was thrown", await test.RunAsync());
        Assert.Empty(_books.Refunds);
    }

    [Fact]
    public async Task Answers_can_be_prepared()
    {
        await using var test = WorkflowTest.For(GoodsReturn.Start("order-1", 20m)).With<IBookkeeping>(_books)
            .WithAnswers(answers => answers
                .Signal(GoodsReturn.Signals.Arrived, new Parcel("return-order-1", IsDamaged: true))
                .Approve(GoodsReturn.Gates.Goodwill));

        Assert.Equal("refunded 20", await test.RunAsync());
    }

    [Fact]
    public async Task A_parcel_has_a_month()
    {
        await using var test = WorkflowTest.For(GoodsReturn.Start("order-1", 20m)).With<IBookkeeping>(_books);

        Assert.Equal("return-order-1 never came", await test.RunAsync());
        Assert.Equal(TimeSpan.FromDays(30), test.Elapsed);
    }

    [Fact]
    public async Task A_refund_that_fails_and_hangs_is_tried_again_every_hour()
    {
        await using var test = Arrived()
            .Fake(GoodsReturn.Steps.PrintLabel, "label-7")
            .Fail(GoodsReturn.Steps.Refund, new HttpRequestException("busy"), times: 2)
            .Hang(GoodsReturn.Steps.Refund);

        await test.RunAsync();

        Assert.Equal(
            [StepStatus.Failed, StepStatus.Failed, StepStatus.TimedOut, StepStatus.Completed],
            test.StepsOf(GoodsReturn.Steps.Refund).Select(row => row.Status));
        Assert.Equal(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(1), test.Elapsed);
    }

    [Fact]
    public async Task A_run_that_is_read_back_after_every_operation_does_the_same()
    {
        await using var test = Arrived().ReloadAfterEveryTransition();

        Assert.Equal("refunded 20", await test.RunAsync());
    }

    [Fact]
    public async Task No_crash_changes_the_outcome()
    {
        var report = await CrashAtEveryCommit.RunAsync(Arrived);

        Assert.True(report.Crashes >= 6);
        Assert.Single(_books.Refunds);
    }

    [Fact]
    public async Task The_flow_is_an_ordinary_method()
    {
        var time = new VirtualTimeProvider();
        using var inline = FlowInline.Begin(time, new FlowAnswers().TimeOut(GoodsReturn.Signals.Arrived));

        var result = await new GoodsReturn(_books).RunAsync("order-1", 20m);

        Assert.Equal("return-order-1 never came", result);
    }

    private WorkflowTest<string> Arrived()
        => WorkflowTest.For(GoodsReturn.Start("order-1", 20m), new() { RunId = s_run }).With<IBookkeeping>(_books)
            .WithAnswers(answers => answers.Signal(GoodsReturn.Signals.Arrived, new Parcel("return-order-1", IsDamaged: false)));

    // One id, so that the key of the refund is the same in every try.
    private static readonly RunId s_run = RunId.New(TimeProvider.System);
}
