using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Reads what a gate asks from its declaration.</summary>
internal static class GateParser
{
    /// <summary>The parameter that holds the options of a gate whose deciders select text.</summary>
    public const string Options = "options";

    public static GateModel Parse(IMethodSymbol gate)
    {
        var attribute = gate.Attribute(FlowNames.GateAttribute)!;
        WaitReader.HasValue(gate, isGate: true, out var option);
        return new GateModel
        {
            Prompt = Template(attribute, "Prompt", gate),
            Assignee = Template(attribute, "Assignee", gate),
            EnumOptions = option is { TypeKind: TypeKind.Enum } ? option.Text() : null,
            Resolver = StepTargetParser.Resolver(gate),
            TextOptions = option is { SpecialType: SpecialType.System_String } && OptionsOf(gate) is { } options ? TemplateParser.Of(options) : null,
        };
    }

    /// <summary>The parameter that holds the options as text; null where there is none.</summary>
    public static IParameterSymbol? OptionsOf(IMethodSymbol gate)
        => gate.Parameters.FirstOrDefault(p => p.Name == Options && p.Type.SpecialType != SpecialType.System_String
            && p.Type.AllInterfaces.Append(p.Type).Any(i => i is INamedTypeSymbol { Name: "IEnumerable", TypeArguments: [{ SpecialType: SpecialType.System_String }] }));

    private static TextTemplate? Template(AttributeData attribute, string name, IMethodSymbol gate)
        => attribute.Named<string?>(name, null) is { } text ? TemplateParser.Parse(text, gate, out _) : null;
}
