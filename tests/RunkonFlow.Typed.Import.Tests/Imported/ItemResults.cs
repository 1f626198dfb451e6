using System.Text.Json.Nodes;
using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>What the runs for many items came to, as one result.</summary>
public static class ItemResults
{
    /// <summary>The counts as context, and an entry per item as output.</summary>
    public static StepResult ToStepResult(this FanOut<WorkItem, RunResult> items)
    {
        var entries = items.Items.OrderBy(item => item.Item.Id, StringComparer.Ordinal).Select(item => (JsonNode)new JsonObject
        {
            ["item_id"] = item.Item.Id,
            ["status"] = item.Status.ToString().ToLowerInvariant(),
            ["output"] = item.Result?.Entries.LastOrDefault(entry => entry.Result.Output is not null)?.Result.Output is { } output ? JsonNode.Parse(output) : null,
        });
        return new([], items.Summary(), new JsonObject { ["items"] = new JsonArray([.. entries]) }.ToJsonString());
    }

    /// <summary>How many ended how.</summary>
    public static string Summary(this FanOut<WorkItem, RunResult> items)
        => $"{items.Completed.Count()} completed, {items.Failed.Count()} failed, {items.Skipped.Count()} skipped of {items.Items.Count}";
}
