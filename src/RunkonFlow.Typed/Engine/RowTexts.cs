using System.Text;
using System.Text.Json;

namespace RunkonFlow.Typed.Engine;

/// <summary>Texts of step rows.</summary>
internal static class RowTexts
{
    /// <summary>Markers as a JSON array of strings.</summary>
    public static string Markers(IReadOnlyList<string> markers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var marker in markers) json.WriteStringValue(marker);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>The role of the rows of a node.</summary>
    public static string RoleOf(NodeKind kind) => kind switch
    {
        NodeKind.Timer => "timer",
        NodeKind.Gate => "gate",
        NodeKind.Signal => "signal",
        NodeKind.Child => "child",
        NodeKind.Parallel => "parallel",
        NodeKind.Race => "race",
        NodeKind.FanOut => "fan-out",
        _ => "step",
    };
}
