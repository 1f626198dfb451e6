using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A <c>ref</c> local points into memory that is gone when the run resumes. It may be declared where its whole block holds
/// no durable operation.
/// </summary>
internal sealed class RefLocalsStayInOnePiece : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            if (node is not LocalDeclarationStatementSyntax { Declaration: { Type: RefTypeSyntax, Variables: [var variable, ..] } } declaration) continue;
            if (flow.Model.GetDeclaredSymbol(variable) is not ILocalSymbol local || !IsNamedAroundOperation(flow, local, declaration)) continue;
            flow.Report(RuleIds.StatementNotSupportedAroundOperation, variable.Identifier.GetLocation(),
                $"the 'ref' local '{local.Name}' around a durable operation", "copy the value into a plain local, and write it back where it belongs");
        }
    }

    /// <summary>Whether a statement that holds an operation, its condition included, names the local.</summary>
    private static bool IsNamedAroundOperation(FlowContext flow, ILocalSymbol local, LocalDeclarationStatementSyntax declaration)
    {
        var statements = declaration.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        var met = false;
        foreach (var statement in statements)
        {
            if (statement.SpanStart <= declaration.SpanStart) continue;
            met |= flow.HoldsOperation(statement);
            if (met && Names(statement, local, flow.Model)) return true;
        }
        return false;
    }

    private static bool Names(SyntaxNode node, ILocalSymbol local, SemanticModel model)
        => node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local));
}
