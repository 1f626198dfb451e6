using System.Text.Json;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>What a fan-out's row keeps of how it was begun, so that any worker can join it.</summary>
internal sealed record FanOutPolicy(int MaxParallel, OnItemFailure OnFailure, int MinSuccess, string Workflow, int Version, bool IsChild)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("maxParallel"u8, MaxParallel);
        json.WriteString("onFailure"u8, OnFailure.ToString());
        json.WriteNumber("minSuccess"u8, MinSuccess);
        json.WriteString("workflow"u8, Workflow);
        json.WriteNumber("version"u8, Version);
        json.WriteBoolean("child"u8, IsChild);
        json.WriteEndObject();
    }

    public static FanOutPolicy Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        return new(
            root.GetProperty("maxParallel").GetInt32(), Enum.Parse<OnItemFailure>(root.GetProperty("onFailure").GetString()!),
            root.GetProperty("minSuccess").GetInt32(), root.GetProperty("workflow").GetString()!, root.GetProperty("version").GetInt32(),
            root.GetProperty("child").GetBoolean());
    }

    /// <summary>Why the fan-out has failed, or null when it has not.</summary>
    public string? FaultOf(IReadOnlyList<StoredOutcome> outcomes)
    {
        var failed = outcomes.FirstOrDefault(static outcome => outcome.Status == FanOutItemStatus.Failed);
        if (failed is not null && OnFailure == OnItemFailure.Halt)
        {
            var count = outcomes.Count(static outcome => outcome.Status == FanOutItemStatus.Failed);
            return $"{count} of {outcomes.Count} items failed; the first of them, '{failed.Key}': {failed.Error}";
        }
        var completed = outcomes.Count(static outcome => outcome.Status == FanOutItemStatus.Completed);
        return completed < MinSuccess ? $"{completed} of {outcomes.Count} items ended well; {MinSuccess} are needed." : null;
    }
}
