using System.Security.Cryptography;
using System.Text;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// What a stored frame depends on: per node its id and kind, the loops and handlers around it, the types of its arguments and result, and
/// the values that live there. Conditions, expressions and step bodies are no part of it.
/// </summary>
internal static class ShapeText
{
    /// <summary>Sixteen hexadecimal digits over the shapes of a flow and its sub-flows.</summary>
    public static string HashOf(IEnumerable<FrameLayout> flows)
    {
        var text = new StringBuilder();
        foreach (var flow in flows)
            Append(text, flow);
        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())).Take(8).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static void Append(StringBuilder text, FrameLayout layout)
    {
        text.Append("flow ").Append(layout.Flow.IsSubFlow ? layout.Flow.Name : "").Append(' ').Append(layout.Flow.ResultPayload?.TypeId).Append('\n');
        foreach (var standing in layout.Lowered.Positions)
        {
            foreach (var branch in standing.Operation?.Branches ?? [])
                text.Append(branch.Id).Append('=').Append(branch.Taken >= 0).Append(' ');
            if (standing.Operation?.FanOut is { } fanOut)
                text.Append(fanOut.ItemPayload.TypeId).Append(' ');
            text.Append(standing.Name).Append('|').Append(standing.Operation?.Kind).Append('|').Append(standing.Operation?.StepId).Append('|');
            foreach (var loop in standing.Loops)
                text.Append(loop.Guard).Append('/').Append(loop.ProgressPayload?.TypeId).Append(' ');
            text.Append('|').Append(Surroundings.Of(layout.Flow, standing)).Append('|');
            foreach (var name in standing.Operation is { } operation ? operation.Arguments.Select(a => $"{a.Parameter}:{a.Type}") : [])
                text.Append(name).Append(' ');
            text.Append('|').Append(standing.Operation?.ResultPayload?.TypeId).Append('|');
            foreach (var name in layout.State.LiveAt[standing.Position].Select(p => layout.State.Items[p].Name).OrderBy(n => n, StringComparer.Ordinal))
                text.Append(name).Append(' ');
            text.Append('\n');
        }
        // A run that was parked for want of an upcast is taken up again once there is one.
        var payloads = layout.Flow.Variables.Select(v => v.Payload).Concat(layout.Flow.Operations.Select(o => o.ResultPayload)).Append(layout.Flow.ResultPayload);
        foreach (var line in payloads.OfType<PayloadModel>().SelectMany(UpcastsOf).Distinct().OrderBy(l => l, StringComparer.Ordinal))
            text.Append(line).Append('\n');
    }

    private static IEnumerable<string> UpcastsOf(PayloadModel payload)
        => payload.Shapes.Concat(payload.OldShapes).Where(shape => shape.Form > 1).Select(shape => $"form {shape.TypeId} {string.Join(" ", shape.Upcasts.Select(upcast => upcast.From))}")
            .Concat(payload.Conversions.Select(conversion => $"upcast {payload.TypeId} {string.Join(" ", conversion.TypeIds)}"));
}
