using System.Text.RegularExpressions;
using RunkonFlow.Typed.Testing;
using Shop;

namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>The drawings on the page about graphs are those of the shop. With <c>UPDATE_SNAPSHOTS=1</c> they are written there.</summary>
public sealed partial class GraphPageTests
{
    private static readonly string s_page = Path.Combine(Repository.Root, "docs", "graph.md");

    [Fact]
    public void The_first_drawing_is_the_order_of_the_shop() => Match(0, OrderFulfilment.Registration.Definition.Graph.ToMermaid());

    [Fact]
    public async Task The_second_drawing_is_a_return_that_waits_for_a_decision()
    {
        await using var test = WorkflowTest.For(GoodsReturn.Start("order-1", 20m)).With<IBookkeeping>(new FakeBooks());
        await test.RunUntilAsync(GoodsReturn.Signals.Arrived);
        await test.SignalAsync(GoodsReturn.Signals.Arrived, new Parcel("return-order-1", IsDamaged: true));
        await test.RunUntilAsync(GoodsReturn.Gates.Goodwill);

        var drawing = (await test.Client.GetGraphAsync(test.RunId, TestContext.Current.CancellationToken))!.ToMermaid();

        Match(1, Moment().Replace(RunIds().Replace(drawing, "run 01KDVDNA00J7J1RNG3KYK3JN82"), "2026-01-08 10#58;00#58;00Z"));
    }

    private static void Match(int place, string drawing)
    {
        var text = File.ReadAllText(s_page).ReplaceLineEndings("\n");
        var block = Drawings().Matches(text)[place].Groups[1];
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(s_page, text[..block.Index] + drawing + text[(block.Index + block.Length)..]);
        else Assert.Equal(drawing, block.Value);
    }

    [GeneratedRegex("```mermaid\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Drawings();

    [GeneratedRegex("run [0-9A-Z]{26}")]
    private static partial Regex RunIds();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}#58;[0-9]{2}#58;[0-9]{2}Z")]
    private static partial Regex Moment();
}
