using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Flows.Rules;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Reads one flow or sub-flow method. Symbols and syntax end here.</summary>
internal static class FlowParser
{
    /// <summary>The reading of a method; null when it has no body in this compilation.</summary>
    public static FlowReading? Read(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var declaration = method.PartialImplementationPart ?? method;
        if (declaration.DeclaringSyntaxReferences is not [var reference, ..] || reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
            return null;
        if (syntax.Body is null && syntax.ExpressionBody is null)
            return null;
        return Read(declaration, syntax, compilation.GetSemanticModel(syntax.SyntaxTree), cancellationToken);
    }

    /// <summary>The same for an analyzer, which has a semantic model already.</summary>
    public static FlowReading Read(IMethodSymbol method, MethodDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        var flow = new FlowContext(method, syntax, model, cancellationToken);
        var variables = new VariableTable(flow);
        foreach (var parameter in method.Parameters)
            variables.NumberOf(parameter);

        var parser = new BodyParser(flow, variables);
        var statements = parser.Parse(syntax);
        flow.Flow = Body(flow, variables, parser, statements);
        // The rules say what is wrong and what to write instead; what the parser could not read stands for what they let through.
        var unread = flow.TakeFindings();
        foreach (var rule in FlowRules.OfStatements)
            rule.Check(flow);
        if (!flow.IsRefused)
            foreach (var finding in unread)
                flow.Report(RuleIds.StatementNotSupportedAroundOperation, finding.Location, $"'{finding.Arguments[0]}' in a flow", "move it into a [Step]");
        if (!flow.IsRefused)
            flow.Lowered = FlowLowering.Lower(flow.Flow);
        foreach (var rule in FlowRules.OfLoweredFlow)
            if (flow.Lowered is not null)
                rule.Check(flow);

        ImmutableArray<FlowFinding> findings = [.. flow.Findings.OrderBy(f => f.Location.SourceSpan.Start).ThenBy(f => f.Rule, System.StringComparer.Ordinal)];
        return new FlowReading(flow.Flow, findings.Any(f => f.ForbidsEmission) ? null : flow.Lowered, findings);
    }

    private static IEnumerable<FormerName> FormerLocals(IMethodSymbol method)
        => method.GetAttributes().Where(a => a.AttributeClass.IsNamed(FlowNames.FormerLocalAttribute) && a.ConstructorArguments.Length == 2)
            .Select(a => new FormerName(a.ConstructorArguments[0].Value as string ?? "", a.ConstructorArguments[1].Value as string ?? ""));

    private static FlowBody Body(FlowContext flow, VariableTable variables, BodyParser parser, BlockModel statements)
    {
        var result = flow.Method.ReturnType is INamedTypeSymbol { TypeArguments: [var value] } ? value : null;
        var carried = new List<CarriedModel>();
        // Naming the names of a carried declaration may carry others, so the list can grow while it is read.
        for (var i = 0; i < variables.Carried.Count; i++)
        {
            var (symbol, declaration) = variables.Carried[i];
            carried.Add(new CarriedModel(symbol is ILocalSymbol, PieceText.Of(declaration), parser.Pieces.SpanOf(declaration)));
        }
        return new FlowBody
        {
            Name = VariableTable.Escape(flow.Method.Name),
            Key = flow.Method.OriginalDefinition.ToDisplayString(),
            IsSubFlow = flow.Method.Attribute(FlowNames.SubFlowAttribute) is not null,
            ResultType = result?.Text(),
            ResultPayload = result is null ? null : flow.Payloads.Parse(result),
            ResultIsReference = result is not null && VariableTable.MayBeNull(result),
            Variables = variables.ToImmutable(),
            Parameters = [.. flow.Method.Parameters.Select(variables.NumberOf)],
            Carried = [.. carried],
            Operations = [.. parser.Operations],
            Inner = [.. parser.Inner],
            Loops = [.. parser.Loops],
            Switches = [.. parser.Switches],
            Enclosures = [.. parser.Enclosures],
            FormerLocals = [.. FormerLocals(flow.Method)],
            Body = statements,
        };
    }
}
