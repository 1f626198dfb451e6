using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>What gates ask.</content>
internal sealed partial class CallEmitter
{
    private void Gate(OperationModel operation)
    {
        var gate = operation.Gate!;
        writer.Line($"private {Library.GateRequest} {NameOf(layout, operation)}({layout.FrameType} __f)");
        using (writer.Indent())
        {
            writer.Line("=> new(");
            using (writer.Indent())
            {
                writer.Line(Text(operation, gate.Prompt) + ",");
                writer.Line(Text(operation, gate.Assignee) + ",");
                writer.Line(Options(operation, gate) + ");");
            }
        }
        if (gate.Resolver is { } resolver)
            Resolve(operation, resolver);
    }

    private string Text(OperationModel operation, TextTemplate? template)
    {
        if (template is null)
            return "null";
        return template.Places.IsEmpty
            ? ConstantText.Of(template.Format)
            : $"string.Format(global::System.Globalization.CultureInfo.InvariantCulture, {ConstantText.Of(template.Format)}, "
                + string.Join(", ", template.Places.Select(place => $"(object?){ValueOf(operation, place)}{place.Members}")) + ")";
    }

    private string Options(OperationModel operation, GateModel gate)
    {
        if (gate.EnumOptions is { } option)
            return $"global::System.Enum.GetNames<{option}>()";
        return gate.TextOptions is { } options ? $"{ValueOf(operation, options)} is {{ }} __options ? [.. __options] : null" : "null";
    }

    /// <summary>What the call passes for a parameter, or the parameter's default.</summary>
    private string ValueOf(OperationModel operation, TemplatePlace place)
        => $"(({place.Type})({(operation.Arguments.FirstOrDefault(a => a.Parameter == place.Parameter) is { } argument ? Uncopied(argument) : place.Default)}))";
}
